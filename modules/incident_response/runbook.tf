# `deployment.sh rollback --gone` and `deployment.sh wait`, for whoever has a browser and no shell. A
# test compares the calls of both: change them together.
locals {
  released = length(var.services) > 0 ? 1 : 0

  # How a deployment ends. Source: Amazon ECS API reference, `ServiceDeployment.status`.
  ends = ["SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED"]

  # The deployments of a service, the newest first. By a script, since a step that asks alone can't
  # sort, and fails where there is none.
  deployments = <<-PYTHON
    import boto3


    def deployments(cluster, service, status):
        ecs = boto3.client("ecs")
        wanted = {"cluster": cluster, "service": service, "maxResults": 100}
        if status:
            wanted["status"] = status
        found = []
        while True:
            page = ecs.list_service_deployments(**wanted)
            found += page["serviceDeployments"]
            if not page.get("nextToken"):
                return sorted(found, key=lambda one: one["createdAt"], reverse=True)
            wanted["nextToken"] = page["nextToken"]
  PYTHON

  under_way = <<-PYTHON
    def under_way(events, context):
        moving = ["PENDING", "IN_PROGRESS", "STOP_REQUESTED", "ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS"]
        found = deployments(events["cluster"], events["service"], moving)
        if not found:
            return {"Arn": "none", "Status": "NONE"}
        return {"Arn": found[0]["serviceDeploymentArn"], "Status": found[0]["status"]}
  PYTHON

  before = <<-PYTHON
    def before(events, context):
        found = deployments(events["cluster"], events["service"], ["SUCCESSFUL"])
        if len(found) < 2:
            raise ValueError("there is no version before")
        return {"Revision": found[1]["targetServiceRevisionArn"]}
  PYTHON

  newest = <<-PYTHON
    def newest(events, context):
        return {"Arn": deployments(events["cluster"], events["service"], [])[0]["serviceDeploymentArn"]}
  PYTHON

  rollback = {
    schemaVersion = "0.3"
    description   = <<-TEXT
      Takes the deployment of a service of ${var.prefix} that is under way back to the version before. Where none is, starts the version that ran before the present one.

      Terraform doesn't know of the second: set the image in the spec before the next apply, which would bring the other version back. The output names it.
    TEXT
    assumeRole    = local.runbook_role_arn
    parameters = {
      Service = {
        type          = "String"
        description   = "The service that users suffer from."
        allowedValues = sort(var.services)
      }
    }
    outputs = ["Version.TaskDefinition", "Version.Images"]
    mainSteps = [
      {
        name           = "UnderWay"
        description    = "Is a deployment under way?"
        action         = "aws:executeScript"
        timeoutSeconds = 120
        inputs = {
          Runtime      = "python3.11"
          Handler      = "under_way"
          InputPayload = { cluster = var.cluster_name, service = "{{ Service }}" }
          Script       = "${local.deployments}\n\n${local.under_way}"
        }
        outputs = [
          { Name = "Arn", Selector = "$.Payload.Arn", Type = "String" },
          { Name = "Status", Selector = "$.Payload.Status", Type = "String" },
        ]
      },
      {
        name   = "Which"
        action = "aws:branch"
        inputs = {
          Choices = [
            { NextStep = "Before", Variable = "{{ UnderWay.Status }}", StringEquals = "NONE" },
            { NextStep = "Stop", Variable = "{{ UnderWay.Status }}", StringEquals = "PENDING" },
            { NextStep = "Stop", Variable = "{{ UnderWay.Status }}", StringEquals = "IN_PROGRESS" },
          ]
          # It is going back already.
          Default = "Back"
        }
      },

      # The old tasks may still run: they get all requests back.
      {
        name        = "Stop"
        description = "The deployment goes back to the version before."
        action      = "aws:executeAwsApi"
        inputs = {
          Service              = "ecs"
          Api                  = "StopServiceDeployment"
          serviceDeploymentArn = "{{ UnderWay.Arn }}"
          stopType             = "ROLLBACK"
        }
        nextStep = "Back"
      },
      {
        name           = "Back"
        action         = "aws:waitForAwsResourceProperty"
        timeoutSeconds = var.deployment_timeout
        inputs = {
          Service               = "ecs"
          Api                   = "DescribeServiceDeployments"
          serviceDeploymentArns = ["{{ UnderWay.Arn }}"]
          PropertySelector      = "$.serviceDeployments[0].status"
          DesiredValues         = local.ends
        }
        nextStep = "WentBack"
      },
      {
        name        = "WentBack"
        description = "Does the version before serve?"
        action      = "aws:assertAwsResourceProperty"
        inputs = {
          Service               = "ecs"
          Api                   = "DescribeServiceDeployments"
          serviceDeploymentArns = ["{{ UnderWay.Arn }}"]
          PropertySelector      = "$.serviceDeployments[0].status"
          DesiredValues         = ["ROLLBACK_SUCCESSFUL"]
        }
        isEnd = true
      },

      # The old tasks are gone: the version that they ran starts again.
      {
        name           = "Before"
        description    = "Which version ran before the present one?"
        action         = "aws:executeScript"
        timeoutSeconds = 120
        inputs = {
          Runtime      = "python3.11"
          Handler      = "before"
          InputPayload = { cluster = var.cluster_name, service = "{{ Service }}" }
          Script       = "${local.deployments}\n\n${local.before}"
        }
        outputs = [{ Name = "Revision", Selector = "$.Payload.Revision", Type = "String" }]
      },
      {
        name   = "Version"
        action = "aws:executeAwsApi"
        inputs = {
          Service             = "ecs"
          Api                 = "DescribeServiceRevisions"
          serviceRevisionArns = ["{{ Before.Revision }}"]
        }
        outputs = [
          { Name = "TaskDefinition", Selector = "$.serviceRevisions[0].taskDefinition", Type = "String" },
          { Name = "Images", Selector = "$.serviceRevisions[0].containerImages", Type = "MapList" },
        ]
      },
      {
        name   = "Strategy"
        action = "aws:executeAwsApi"
        inputs = {
          Service  = "ecs"
          Api      = "DescribeServices"
          cluster  = var.cluster_name
          services = ["{{ Service }}"]
        }
        outputs = [{ Name = "Name", Selector = "$.services[0].deploymentConfiguration.strategy", Type = "String" }]
      },
      {
        name   = "How"
        action = "aws:branch"
        inputs = {
          Choices = [
            for strategy in ["BLUE_GREEN", "CANARY", "LINEAR"] :
            { NextStep = "Shift", Variable = "{{ Strategy.Name }}", StringEquals = strategy }
          ]
          Default = "Replace"
        }
      },

      # All requests at once, and no alarm may undo that: those of the version that is left fire now.
      {
        name        = "Shift"
        description = "The version before starts beside the present one, and gets all requests."
        action      = "aws:executeAwsApi"
        inputs = {
          Service        = "ecs"
          Api            = "UpdateService"
          cluster        = var.cluster_name
          service        = "{{ Service }}"
          taskDefinition = "{{ Version.TaskDefinition }}"
          deploymentConfiguration = {
            strategy                 = "BLUE_GREEN"
            bakeTimeInMinutes        = 0
            deploymentCircuitBreaker = { enable = true, rollback = true }
            alarms                   = { alarmNames = [], enable = false, rollback = false }
          }
        }
        nextStep = "Grace"
      },
      {
        name        = "Replace"
        description = "Tasks of the version before replace those of the present one, one by one."
        action      = "aws:executeAwsApi"
        inputs = {
          Service        = "ecs"
          Api            = "UpdateService"
          cluster        = var.cluster_name
          service        = "{{ Service }}"
          taskDefinition = "{{ Version.TaskDefinition }}"
        }
        nextStep = "Grace"
      },

      # A deployment may take a minute to show up, and the one before is not the one that is meant.
      {
        name   = "Grace"
        action = "aws:sleep"
        inputs = { Duration = "PT60S" }
      },
      {
        name           = "Newest"
        action         = "aws:executeScript"
        timeoutSeconds = 120
        inputs = {
          Runtime      = "python3.11"
          Handler      = "newest"
          InputPayload = { cluster = var.cluster_name, service = "{{ Service }}" }
          Script       = "${local.deployments}\n\n${local.newest}"
        }
        outputs = [{ Name = "Arn", Selector = "$.Payload.Arn", Type = "String" }]
      },
      {
        name           = "Over"
        action         = "aws:waitForAwsResourceProperty"
        timeoutSeconds = var.deployment_timeout
        inputs = {
          Service               = "ecs"
          Api                   = "DescribeServiceDeployments"
          serviceDeploymentArns = ["{{ Newest.Arn }}"]
          PropertySelector      = "$.serviceDeployments[0].status"
          DesiredValues         = local.ends
        }
      },
      {
        name        = "Serves"
        description = "Does the version before serve?"
        action      = "aws:assertAwsResourceProperty"
        inputs = {
          Service               = "ecs"
          Api                   = "DescribeServiceDeployments"
          serviceDeploymentArns = ["{{ Newest.Arn }}"]
          PropertySelector      = "$.serviceDeployments[0].status"
          DesiredValues         = ["SUCCESSFUL"]
        }
        isEnd = true
      },
    ]
  }
}

resource "aws_ssm_document" "rollback" {
  count           = local.released
  name            = "${var.prefix}-rollback"
  document_type   = "Automation"
  document_format = "JSON"
  content         = jsonencode(local.rollback)

  # Found when it is needed, it can be started: with its rights.
  depends_on = [aws_iam_role_policy.pass, aws_iam_role_policy.runbook]
}
