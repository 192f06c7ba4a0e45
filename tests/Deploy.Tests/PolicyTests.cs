using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace AudioRooms.Deploy.Tests;

/// <summary>What a validator does not know: which objects of the render would be refused by a careful operator.</summary>
public sealed class PolicyTests
{
    private const string SecretText = "existingSecret";

    public static TheoryData<string> Sets => ChartTests.Sets;

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Pods_OfAnySet_RunWithoutRightsAndOnAReadOnlyRoot(string set)
    {
        foreach (var (of, pod) in await PodsOfAsync(set))
        {
            Text(pod, "securityContext", "runAsNonRoot").ShouldBe("true", of);
            int.Parse(Text(pod, "securityContext", "runAsUser"), CultureInfo.InvariantCulture).ShouldBeGreaterThan(0, of);
            Text(pod, "securityContext", "seccompProfile", "type").ShouldBe("RuntimeDefault", of);
            foreach (var container in Containers(pod))
            {
                Text(container, "securityContext", "allowPrivilegeEscalation").ShouldBe("false", of);
                Text(container, "securityContext", "readOnlyRootFilesystem").ShouldBe("true", of);
                Text(container, "securityContext", "capabilities", "drop").ShouldBe("[ ALL ]", of);
                Text(container, "image").ShouldNotEndWith(":latest", of);
                Text(container, "resources", "requests", "cpu").ShouldNotBeEmpty(of);
                Text(container, "resources", "limits", "memory").ShouldNotBeEmpty(of);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Pods_OfAnySet_SeeTheApiOfKubernetesOnlyAsSilosThatAskFor(string set)
    {
        foreach (var (of, pod) in await PodsOfAsync(set))
        {
            var mayAsk = of == "silo" && set != "bare";
            Text(pod, "automountServiceAccountToken").ShouldBe(mayAsk ? "true" : "false", of);
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Servers_OfAnySet_AreAskedForLifeAndReadinessApart(string set)
    {
        foreach (var (of, pod) in await ServersOfAsync(set))
        {
            var server = Containers(pod).Single();

            Text(server, "livenessProbe", "httpGet", "path").ShouldBe("/livez", of);
            Text(server, "startupProbe", "httpGet", "path").ShouldBe("/livez", of);
            Text(server, "readinessProbe", "httpGet", "path").ShouldBe("/readyz", of);
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Servers_OfAnySet_HaveMoreGraceThanTheirDrainTakes(string set)
    {
        const int drainSeconds = 25;
        const int marginSeconds = 5;
        foreach (var (of, pod) in await ServersOfAsync(set))
        {
            var pause = Text(Containers(pod).Single(), "lifecycle", "preStop", "sleep", "seconds");
            var grace = Text(pod, "terminationGracePeriodSeconds");

            int.Parse(grace, CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(
                drainSeconds + int.Parse(pause, CultureInfo.InvariantCulture) + marginSeconds, of);
        }
    }

    [Theory]
    [InlineData("default")]
    [InlineData("tls")]
    [InlineData("scaling")]
    public async Task Cluster_AnySet_IsSpreadAndNotEvictedAtOnce(string set)
    {
        var objects = Objects.Read(await Helm.RenderAsync(set));
        foreach (var role in new[] { "silo", "gateway" })
        {
            var deployment = objects.Single(one => one.Kind == "Deployment" && one.Role == role);
            var budget = objects.Single(one => one.Kind == "PodDisruptionBudget" && one.Role == role);

            budget.Value("spec", "maxUnavailable").ShouldBe("1");
            budget.Value("spec", "selector", "matchLabels").ShouldBe(deployment.Value("spec", "selector", "matchLabels"));
            deployment.Value("spec", "strategy", "rollingUpdate", "maxUnavailable").ShouldBe("0");
            var spread = (YamlSequenceNode)deployment.Find("spec", "template", "spec", "topologySpreadConstraints")!;
            spread.Select(one => one["topologyKey"].ToString())
                .ShouldBe(["topology.kubernetes.io/zone", "kubernetes.io/hostname"]);
            spread.ShouldAllBe(one => one["labelSelector"]["matchLabels"].ToString()
                == deployment.Value("spec", "selector", "matchLabels"));
        }
    }

    [Fact]
    public async Task Scaling_On_FollowsTheCapacityFastUpAndSlowlyDown()
    {
        var objects = Objects.Read(await Helm.RenderAsync("scaling"));
        var scaler = objects.Single(one => one.Kind == "HorizontalPodAutoscaler");
        var metric = ((YamlSequenceNode)scaler.Find("spec", "metrics")!).Single();

        metric["pods"]["metric"]["name"].ToString().ShouldBe("audiorooms_capacity_used_ratio");
        metric["pods"]["target"]["averageValue"].ToString().ShouldBe("0.7");
        scaler.Value("spec", "behavior", "scaleUp", "stabilizationWindowSeconds").ShouldBe("30");
        scaler.Value("spec", "behavior", "scaleDown", "stabilizationWindowSeconds").ShouldBe("600");
        objects.Single(one => one is { Kind: "Deployment", Role: "gateway" }).Find("spec", "replicas").ShouldBeNull(
            "The scaler and the chart would set the number in turns.");
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Secrets_OfAnySet_AreInSecretsAlone(string set)
    {
        string[] secret = ["AUDIOROOMS_SIGNING_KEY", "AUDIOROOMS_OPERATOR_KEY", "AUDIOROOMS_DATABASE"];
        foreach (var one in Objects.Read(await Helm.RenderAsync(set)))
        {
            if (one.Kind == "ConfigMap")
            {
                secret.ShouldAllBe(name => !one.Text.Contains(name, StringComparison.Ordinal), one.Name);
            }

            if (one.Pod is null)
            {
                continue;
            }

            foreach (var variable in Containers(one.Pod).SelectMany(EnvironmentOf)
                .Where(variable => secret.Contains(variable["name"].ToString())))
            {
                variable["valueFrom"]["secretKeyRef"]["name"].ToString().ShouldNotBeEmpty(SecretText);
            }
        }
    }

    [Fact]
    public async Task Cluster_WithAPolicy_LetsNobodyButItselfReachPortsWithoutSignIn()
    {
        var policy = Objects.Read(await Helm.RenderAsync("default"))
            .Single(one => one is { Kind: "NetworkPolicy", Role: "silo" });

        var rules = (YamlSequenceNode)policy.Find("spec", "ingress")!;
        var open = rules.Where(rule => rule["ports"].ToString().Contains("silo", StringComparison.Ordinal)).ToList();

        open.Count.ShouldBe(1);
        var from = (YamlSequenceNode)open[0]["from"];
        from.Select(one => one["podSelector"]["matchLabels"]["app.kubernetes.io/component"].ToString())
            .ShouldBe(["silo", "gateway"]);
        rules.ShouldAllBe(rule => KubernetesObject.Find(rule, "from") != null);
    }

    [Fact]
    public async Task Single_OneWriter_IsAStatefulSetOfOneWithAVolume()
    {
        var objects = Objects.Read(await Helm.RenderAsync("single"));

        var server = objects.Single(one => one.Pod is not null);
        server.Kind.ShouldBe("StatefulSet");
        server.Value("spec", "replicas").ShouldBe("1");
        ((YamlSequenceNode)server.Find("spec", "volumeClaimTemplates")!).Children.Count.ShouldBe(1);
        objects.ShouldNotContain(one => one.Kind == "Job" || one.Kind == "Role" || one.Kind == "PodDisruptionBudget");
    }

    [Fact]
    public async Task Schema_OfACluster_IsAppliedBeforeAnythingElse()
    {
        var objects = Objects.Read(await Helm.RenderAsync("secrets"));

        var job = objects.Single(one => one.Kind == "Job");
        job.Value("metadata", "annotations", "helm.sh/hook").ShouldBe("pre-install,pre-upgrade");
        Containers(job.Pod!).Single()["args"].ToString().ShouldBe("[ apply-schema ]");
        int.Parse(
            objects.Single(one => one.Kind == "Secret").Value("metadata", "annotations", "helm.sh/hook-weight"),
            CultureInfo.InvariantCulture).ShouldBeLessThan(0, "The job needs the secret.");
    }

    private static async Task<List<(string Of, YamlNode Pod)>> PodsOfAsync(string set) =>
    [
        .. Objects.Read(await Helm.RenderAsync(set)).Where(one => one.Pod is not null).Select(one => (one.Role, one.Pod!)),
    ];

    private static async Task<List<(string Of, YamlNode Pod)>> ServersOfAsync(string set) =>
        (await PodsOfAsync(set)).FindAll(pod => pod.Of != "schema");

    private static YamlSequenceNode Containers(YamlNode pod) => (YamlSequenceNode)pod["containers"];

    private static IEnumerable<YamlNode> EnvironmentOf(YamlNode container) =>
        KubernetesObject.Find(container, "env") as YamlSequenceNode ?? [];

    private static string Text(YamlNode node, params string[] path) =>
        KubernetesObject.Find(node, path)?.ToString() ?? throw new ShouldAssertException($"{string.Join('.', path)} is missing.");
}
