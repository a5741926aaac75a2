# One distribution in front of one web server.
variable "staging" { default = false }
variable "enabled" { default = true }
variable "aliases" {
  type    = list(string)
  default = []
}
variable "policy_id" { default = null }

data "aws_cloudfront_cache_policy" "optimized" { name = "Managed-CachingOptimized" }
data "aws_cloudfront_origin_request_policy" "viewer" { name = "Managed-AllViewerExceptHostHeader" }

resource "aws_cloudfront_distribution" "this" {
  staging                         = var.staging
  enabled                         = var.enabled
  aliases                         = var.aliases
  continuous_deployment_policy_id = var.policy_id
  comment                         = "web"
  wait_for_deployment             = false
  tags                            = { role = var.staging ? "staging" : "primary" }

  origin {
    origin_id   = "web"
    domain_name = "www.example.com"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
  default_cache_behavior {
    target_origin_id         = "web"
    allowed_methods          = ["GET", "HEAD"]
    cached_methods           = ["GET", "HEAD"]
    viewer_protocol_policy   = "redirect-to-https"
    cache_policy_id          = data.aws_cloudfront_cache_policy.optimized.id
    origin_request_policy_id = data.aws_cloudfront_origin_request_policy.viewer.id
  }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate { cloudfront_default_certificate = true }
}

output "domain_name" { value = aws_cloudfront_distribution.this.domain_name }
