// Ten calls that are refused. Prints the type of each error.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	cf "github.com/aws/aws-sdk-go-v2/service/cloudfront"
	"github.com/aws/aws-sdk-go-v2/service/cloudfront/types"
	"github.com/aws/smithy-go"
)

func split(name string, quantity int32, weight float32) *types.ContinuousDeploymentPolicyConfig {
	return &types.ContinuousDeploymentPolicyConfig{
		Enabled:                     aws.Bool(true),
		StagingDistributionDnsNames: &types.StagingDistributionDnsNames{Quantity: &quantity, Items: []string{name}},
		TrafficConfig: &types.TrafficConfig{
			Type:               "SingleWeight",
			SingleWeightConfig: &types.ContinuousDeploymentSingleWeightConfig{Weight: &weight},
		},
	}
}

func main() {
	ctx := context.Background()
	loaded, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		panic(err)
	}
	client := cf.NewFromConfig(loaded)
	unknown := aws.String("unknown")
	policy, etag, name := aws.String(os.Getenv("POLICY")), aws.String(os.Getenv("ETAG")), os.Getenv("NAME")
	primary, primaryEtag := aws.String(os.Getenv("PRIMARY")), aws.String(os.Getenv("PRIMARY_ETAG"))
	create := func(config *types.ContinuousDeploymentPolicyConfig) func() error {
		return func() error {
			_, err := client.CreateContinuousDeploymentPolicy(ctx, &cf.CreateContinuousDeploymentPolicyInput{ContinuousDeploymentPolicyConfig: config})
			return err
		}
	}
	remove := func(ifMatch *string) func() error {
		return func() error {
			_, err := client.DeleteContinuousDeploymentPolicy(ctx, &cf.DeleteContinuousDeploymentPolicyInput{Id: policy, IfMatch: ifMatch})
			return err
		}
	}
	for _, call := range []func() error{
		func() error {
			_, err := client.GetContinuousDeploymentPolicy(ctx, &cf.GetContinuousDeploymentPolicyInput{Id: unknown})
			return err
		},
		create(split("d2.cloudfront.net", 1, 0.2)),
		create(split("d2.cloudfront.net", 2, 0.05)),
		create(split(name, 1, 0.05)),
		func() error {
			_, err := client.UpdateContinuousDeploymentPolicy(ctx, &cf.UpdateContinuousDeploymentPolicyInput{Id: policy, IfMatch: aws.String("E00000000000AB"), ContinuousDeploymentPolicyConfig: split(name, 1, 0.05)})
			return err
		},
		remove(nil),
		remove(etag),
		func() error {
			_, err := client.GetDistribution(ctx, &cf.GetDistributionInput{Id: unknown})
			return err
		},
		func() error {
			_, err := client.DeleteDistribution(ctx, &cf.DeleteDistributionInput{Id: primary, IfMatch: primaryEtag})
			return err
		},
		func() error {
			_, err := client.ListTagsForResource(ctx, &cf.ListTagsForResourceInput{Resource: aws.String("arn:aws:cloudfront::123456789012:distribution/unknown")})
			return err
		},
	} {
		var refused smithy.APIError
		if err := call(); errors.As(err, &refused) {
			fmt.Printf("%T\n", refused)
		} else {
			fmt.Println("accepted or not sent:", err)
		}
	}
}
