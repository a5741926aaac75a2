# A primary distribution, its staging distribution and the policy between them.
#   terraform init && npx cloudfront-conformance serve --judge -- terraform apply -auto-approve
# The deliberate mistake: a session ends (600 s) before it may have been idle (900 s).
provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
}

variable "attached" { default = false } # the service attaches a policy by an update, not on creation
variable "header" { default = false }
variable "weight" { default = 0.05 }
variable "idle_ttl" { default = 900 }
variable "staging_enabled" { default = true }
variable "staging_aliases" {
  type    = list(string)
  default = []
}
variable "policy_enabled" { default = true } # a promotion disables the policy

resource "aws_cloudfront_continuous_deployment_policy" "blue_green" {
  enabled = var.policy_enabled
  staging_distribution_dns_names {
    items    = [module.staging.domain_name]
    quantity = 1
  }
  traffic_config {
    type = var.header ? "SingleHeader" : "SingleWeight"
    dynamic "single_header_config" {
      for_each = var.header ? ["aws-cf-cd-next"] : []
      content {
        header = single_header_config.value
        value  = "yes"
      }
    }
    dynamic "single_weight_config" {
      for_each = var.header ? [] : [var.weight]
      content {
        weight = single_weight_config.value
        session_stickiness_config {
          idle_ttl    = var.idle_ttl
          maximum_ttl = 600
        }
      }
    }
  }
}

module "staging" {
  source  = "./distribution"
  staging = true
  enabled = var.staging_enabled
  aliases = var.staging_aliases
}

module "primary" {
  source    = "./distribution"
  policy_id = var.attached ? aws_cloudfront_continuous_deployment_policy.blue_green.id : null
}
