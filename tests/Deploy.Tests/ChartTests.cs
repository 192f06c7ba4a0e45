using k8s;

namespace AudioRooms.Deploy.Tests;

/// <summary>
/// The chart renders, for every set of values, to objects that Kubernetes takes. A render that changes shows in its file of
/// <c>Rendered</c>; <c>UPDATE_LISTS=1</c> writes them anew.
/// </summary>
public sealed class ChartTests
{
    public static TheoryData<string> Sets =>
        new("default", "single", "secrets", "tls", "scaling", "ingress", "monitoring", "bare");

    /// <summary>What the Kubernetes client does not know: objects of the Prometheus operator.</summary>
    private static readonly string[] OfTheOperator = ["ServiceMonitor", "PrometheusRule"];

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Chart_AnySet_HasNothingToLint(string set)
    {
        var run = await Helm.LintAsync(set);

        run.ExitCode.ShouldBe(0, run.All);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Chart_AnySet_RendersAsKept(string set)
    {
        var rendered = await Helm.RenderAsync(set);
        var kept = Path.Combine(Checkout.Here, "Rendered", $"{set}.yaml");
        if (Checkout.IsUpdating)
        {
            await File.WriteAllTextAsync(kept, Short(rendered));
        }

        Short(rendered).ShouldBe(await File.ReadAllTextAsync(kept), $"UPDATE_LISTS=1 writes {kept} anew.");
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Chart_AnySet_PassesTheValidatorsOfItsObjects(string set)
    {
        var rendered = await Helm.RenderAsync(set);

        var run = await Tool.RunAsync("node", [Path.Combine(Checkout.Here, "Tools", "validate.js")], rendered);

        run.ExitCode.ShouldBe(0, run.All);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Chart_AnySet_HasNoFieldThatKubernetesDoesNotKnow(string set)
    {
        var rendered = await Helm.RenderAsync(set);

        var objects = Objects.Read(rendered)
            .Where(document => !OfTheOperator.Contains(document.Kind))
            .Select(document => KubernetesYaml.LoadAllFromString(document.Text, typeMap: null, strict: true).Single())
            .ToList();

        objects.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("imagePullPolicy:", "imagePullPolice:")]
    [InlineData("matchLabels:", "matchLabel:")]
    [InlineData("automountServiceAccountToken:", "automountServiceAccountTokn:")]
    public async Task Client_FieldMisspelt_Refuses(string good, string misspelt)
    {
        var silo = Objects.Read(await Helm.RenderAsync("default"))
            .Single(document => document is { Kind: "Deployment", Role: "silo" });

        Should.Throw<Exception>(() => KubernetesYaml.LoadAllFromString(
            silo.Text.Replace(good, misspelt, StringComparison.Ordinal), typeMap: null, strict: true));
    }

    [Fact]
    public async Task Validator_FieldMissing_SaysWhich()
    {
        var rendered = (await Helm.RenderAsync("default")).Replace("replicas: 3", "replicas: three", StringComparison.Ordinal);

        var run = await Tool.RunAsync("node", [Path.Combine(Checkout.Here, "Tools", "validate.js")], rendered);

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("Deployment rooms-audiorooms-silo: data/spec/replicas must be integer");
    }

    [Theory]
    [InlineData("mode=big", "'/mode': value must be one of 'cluster', 'single'")]
    [InlineData("silo.replica=3", "'/silo': additional properties 'replica' not allowed")]
    [InlineData("drain.limitSeconds=5", "'/drain/limitSeconds': minimum: got 5, want 25")]
    [InlineData("image.digest=sha256:1", "'/image/digest': 'sha256:1' does not match pattern")]
    [InlineData("gateway.autoscaling.target=7", "'/gateway/autoscaling/target'")]
    [InlineData("image.tag=latest", "latest is refused")]
    [InlineData("secrets.existingSecret=", "secrets.signingKey is missing")]
    [InlineData("settings.AUDIOROOMS_DATABASE=Host=x", "is a secret: it belongs into secrets")]
    [InlineData("settings.audiorooms=1", "invalid propertyName 'audiorooms'")]
    [InlineData("ingress.enabled=true", "ingress.host is missing")]
    public async Task Values_Wrong_AreRefusedWithTheirName(string set, string sentence)
    {
        var run = await Helm.TryRenderAsync("default", set);

        run.ExitCode.ShouldNotBe(0);
        run.Errors.ShouldContain(sentence);
    }

    [Fact]
    public async Task Values_FewestGatewaysAboveTheMost_AreRefused()
    {
        var run = await Helm.TryRenderAsync("scaling", "gateway.autoscaling.minReplicas=50");

        run.ExitCode.ShouldNotBe(0);
        run.Errors.ShouldContain("gateway.autoscaling.minReplicas is 50, above maxReplicas, which is 40");
    }

    [Fact]
    public async Task Page_OfTheChart_HasEveryValue()
    {
        var table = ValueTable.Of(await File.ReadAllTextAsync(Path.Combine(Checkout.Chart, "values.yaml")));
        var path = Path.Combine(Checkout.Chart, "README.md");
        var page = await File.ReadAllTextAsync(path);
        var expected = ValueTable.PutInto(page, table);
        if (Checkout.IsUpdating)
        {
            await File.WriteAllTextAsync(path, expected);
        }

        (await File.ReadAllTextAsync(path)).ShouldBe(expected, "UPDATE_LISTS=1 writes the table anew.");
    }

    // Dashboards and alerts have files of their own; the renders keep that they are there.
    private static string Short(string rendered) => string.Join(
        "---\n", Objects.Documents(rendered).Select(text => text switch
        {
            _ when text.Contains("\nkind: PrometheusRule\n", StringComparison.Ordinal) => Head(text, "\nspec:"),
            _ when text.Contains("-dashboard\n", StringComparison.Ordinal) => Head(text, "\ndata:"),
            _ => text,
        }));

    private static string Head(string text, string end) => $"{text[..text.IndexOf(end, StringComparison.Ordinal)]}{end} …\n";
}
