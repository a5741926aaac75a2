import java.util.List;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.*;

/** Ten calls that are refused. Prints the class of each error. */
class Refusals {
  static final CloudFrontClient client = CloudFrontClient.create();

  static ContinuousDeploymentPolicyConfig config(String name, int quantity, float share) {
    return ContinuousDeploymentPolicyConfig.builder().enabled(true)
        .stagingDistributionDnsNames(names -> names.quantity(quantity).items(name))
        .trafficConfig(traffic -> traffic.type("SingleWeight").singleWeightConfig(weight -> weight.weight(share)))
        .build();
  }

  static Runnable create(String name, int quantity, float share) {
    return () -> client.createContinuousDeploymentPolicy(
        create -> create.continuousDeploymentPolicyConfig(config(name, quantity, share)));
  }

  public static void main(String[] args) {
    var env = System.getenv();
    var policy = env.get("POLICY");
    var name = env.get("NAME");
    for (Runnable call : List.<Runnable>of(
        () -> client.getContinuousDeploymentPolicy(get -> get.id("unknown")),
        create("d2.cloudfront.net", 1, 0.2f),
        create("d2.cloudfront.net", 2, 0.05f),
        create(name, 1, 0.05f),
        () -> client.updateContinuousDeploymentPolicy(update -> update.id(policy).ifMatch("E00000000000AB")
            .continuousDeploymentPolicyConfig(config(name, 1, 0.05f))),
        () -> client.deleteContinuousDeploymentPolicy(delete -> delete.id(policy)),
        () -> client.deleteContinuousDeploymentPolicy(delete -> delete.id(policy).ifMatch(env.get("ETAG"))),
        () -> client.getDistribution(get -> get.id("unknown")),
        () -> client.deleteDistribution(delete -> delete.id(env.get("PRIMARY")).ifMatch(env.get("PRIMARY_ETAG"))),
        () -> client.listTagsForResource(
            list -> list.resource("arn:aws:cloudfront::123456789012:distribution/unknown")))) {
      try {
        call.run();
        System.out.println("accepted");
      } catch (CloudFrontException error) {
        System.out.println(error.getClass().getSimpleName());
      }
    }
  }
}
