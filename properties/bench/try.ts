import { loadContract } from '../../src/schema/contract.ts';
import { throughput } from './throughput.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const t = await throughput(loadContract(), { rounds: 3, requests: 3000 });
console.log(t, 'signed', t.signed / t.undici, 'unsigned', t.unsigned / t.undici, 'sdk', t.signed / t.sdk);
