// The workflow with the AWS SDK for Go: copy, split traffic, promote, clean up.
//
//	npx cloudfront-conformance serve --judge -- go run .
//
// The deliberate mistake: it promotes with the ETag from before the policy was attached. With `go run . newest` all is well.
package main

import (
	"context"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	cf "github.com/aws/aws-sdk-go-v2/service/cloudfront"
	"github.com/aws/aws-sdk-go-v2/service/cloudfront/types"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	ctx := context.Background()
	client := cf.NewFromConfig(must(config.LoadDefaultConfig(ctx)))
	read := func(id *string) *cf.GetDistributionConfigOutput {
		return must(client.GetDistributionConfig(ctx, &cf.GetDistributionConfigInput{Id: id}))
	}
	change := func(id *string, apply func(*types.DistributionConfig)) *string {
		now := read(id)
		apply(now.DistributionConfig)
		return must(client.UpdateDistribution(ctx, &cf.UpdateDistributionInput{Id: id, IfMatch: now.ETag, DistributionConfig: now.DistributionConfig})).ETag
	}
	web := types.Origin{Id: aws.String("web"), DomainName: aws.String("www.example.com"), CustomOriginConfig: &types.CustomOriginConfig{HTTPPort: aws.Int32(80), HTTPSPort: aws.Int32(443), OriginProtocolPolicy: "https-only"}}
	behavior := &types.DefaultCacheBehavior{TargetOriginId: web.Id, ViewerProtocolPolicy: "allow-all", CachePolicyId: aws.String("658327ea-f89d-4fab-a63d-7e88639e58f6")}
	made := must(client.CreateDistribution(ctx, &cf.CreateDistributionInput{DistributionConfig: &types.DistributionConfig{CallerReference: aws.String("now"), Comment: aws.String("web"), Enabled: aws.Bool(true), DefaultCacheBehavior: behavior, Origins: &types.Origins{Quantity: aws.Int32(1), Items: []types.Origin{web}}}}))
	primary := made.Distribution.Id
	staging := must(client.CopyDistribution(ctx, &cf.CopyDistributionInput{PrimaryDistributionId: primary, IfMatch: made.ETag, Staging: aws.Bool(true), CallerReference: aws.String("next")})).Distribution

	names := &types.StagingDistributionDnsNames{Quantity: aws.Int32(1), Items: []string{*staging.DomainName}}
	traffic := &types.TrafficConfig{Type: "SingleWeight", SingleWeightConfig: &types.ContinuousDeploymentSingleWeightConfig{Weight: aws.Float32(0.05)}}
	policy := must(client.CreateContinuousDeploymentPolicy(ctx, &cf.CreateContinuousDeploymentPolicyInput{ContinuousDeploymentPolicyConfig: &types.ContinuousDeploymentPolicyConfig{Enabled: aws.Bool(true), StagingDistributionDnsNames: names, TrafficConfig: traffic}}))
	id, etag := policy.ContinuousDeploymentPolicy.Id, made.ETag
	attached := change(primary, func(c *types.DistributionConfig) { c.ContinuousDeploymentPolicyId = id })
	if len(os.Args) > 1 {
		etag = attached
	}
	must(client.UpdateDistributionWithStagingConfig(ctx, &cf.UpdateDistributionWithStagingConfigInput{Id: primary, StagingDistributionId: staging.Id, IfMatch: aws.String(*etag + ", " + *read(staging.Id).ETag)}))

	no, none := false, ""
	disabled := change(primary, func(c *types.DistributionConfig) { c.Enabled, c.ContinuousDeploymentPolicyId = &no, &none })
	etag = must(client.GetContinuousDeploymentPolicy(ctx, &cf.GetContinuousDeploymentPolicyInput{Id: id})).ETag
	must(client.DeleteContinuousDeploymentPolicy(ctx, &cf.DeleteContinuousDeploymentPolicyInput{Id: id, IfMatch: etag}))
	must(client.DeleteDistribution(ctx, &cf.DeleteDistributionInput{Id: primary, IfMatch: disabled}))
	disabled = change(staging.Id, func(c *types.DistributionConfig) { c.Enabled = &no })
	must(client.DeleteDistribution(ctx, &cf.DeleteDistributionInput{Id: staging.Id, IfMatch: disabled}))
}
