/** The value of an option in a configuration file: what stands after the flag, or several of that. */
export type ConfigValue = string | number | boolean | readonly string[];

/** Options by the names of their flags in camel case: `allowRemote` for `--allow-remote`. */
export interface ConfigOptions {
  [option: string]: ConfigValue;
}

/** A configuration file: options, and more sets of them with names that `--preset` takes. */
export type ConfigFile = { $schema?: string; profiles?: Record<string, ConfigOptions> } & {
  [option: string]: ConfigValue | Record<string, ConfigOptions>;
};
