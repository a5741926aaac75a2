import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.*;

/**
 * The workflow with the AWS SDK for Java: copy, split traffic, promote, clean up.
 *
 *   mvn -q dependency:build-classpath -Dmdep.outputFile=classpath
 *   npx cloudfront-conformance serve --judge -- java -cp @classpath Deploy.java
 *
 * The deliberate mistake: Quantity says that the policy names two staging distributions, and it names one. With the
 * argument 1 all is well.
 */
class Deploy {
  static final CloudFrontClient client = CloudFrontClient.create();

  public static void main(String[] args) {
    int quantity = args.length > 0 ? Integer.parseInt(args[0]) : 2;
    var web = Origin.builder().id("web").domainName("www.example.com").customOriginConfig(origin -> origin
        .httpPort(80).httpsPort(443).originProtocolPolicy(OriginProtocolPolicy.HTTPS_ONLY)).build();
    var made = client.createDistribution(create -> create.distributionConfig(config -> config
        .callerReference("now").comment("web").enabled(true)
        .origins(origins -> origins.quantity(1).items(web))
        .defaultCacheBehavior(behavior -> behavior.targetOriginId("web")
            .viewerProtocolPolicy(ViewerProtocolPolicy.ALLOW_ALL)
            .cachePolicyId("658327ea-f89d-4fab-a63d-7e88639e58f6"))));
    var primary = made.distribution().id();
    var staging = client.copyDistribution(copy -> copy.primaryDistributionId(primary).ifMatch(made.eTag())
        .staging(true).callerReference("next")).distribution();

    var policy = client.createContinuousDeploymentPolicy(create -> create.continuousDeploymentPolicyConfig(config ->
        config.enabled(true)
            .stagingDistributionDnsNames(names -> names.quantity(quantity).items(staging.domainName()))
            .trafficConfig(traffic -> traffic.type(ContinuousDeploymentPolicyType.SINGLE_WEIGHT)
                .singleWeightConfig(weight -> weight.weight(0.05f)))));
    var id = policy.continuousDeploymentPolicy().id();
    var first = change(primary, config -> config.continuousDeploymentPolicyId(id));
    var second = client.getDistribution(get -> get.id(staging.id())).eTag();
    client.updateDistributionWithStagingConfig(promote -> promote.id(primary).stagingDistributionId(staging.id())
        .ifMatch(first + ", " + second));

    var last = change(primary, config -> config.continuousDeploymentPolicyId("").enabled(false));
    var etag = client.getContinuousDeploymentPolicy(get -> get.id(id)).eTag(); // the promotion disabled it
    client.deleteContinuousDeploymentPolicy(delete -> delete.id(id).ifMatch(etag));
    client.deleteDistribution(delete -> delete.id(primary).ifMatch(last));
    var disabled = change(staging.id(), config -> config.enabled(false));
    client.deleteDistribution(delete -> delete.id(staging.id()).ifMatch(disabled));
  }

  /** Updates a distribution: what it is, but for a change. Returns its new ETag. */
  static String change(String id, Consumer<DistributionConfig.Builder> apply) {
    var now = client.getDistributionConfig(get -> get.id(id));
    var config = now.distributionConfig().toBuilder().applyMutation(apply).build();
    return client.updateDistribution(update -> update.id(id).ifMatch(now.eTag()).distributionConfig(config)).eTag();
  }
}
