using AudioRooms.Domain.Users;

namespace AudioRooms.Silo.Tests;

public sealed class SiloGreetingTests
{
    private static readonly SiloSettings Development = new(
        new DirectoryInfo("/data"), "127.0.0.1", 8080, 8081, IsDemo: false, IsProduction: false, Certificate: null,
        CertificateKey: null);

    private static readonly SiloSettings Production = Development with { IsProduction = true, Host = "0.0.0.0" };

    private static readonly GreetingFacts Open = new(
        SignUpPolicy.Open, HasDashboard: true, Origins: [], HasAccounts: true, GuestsMax: 0, HasPage: false);

    [Fact]
    public void Lines_ProductionThatIsOpen_SaysWhatIsOpenAndSuggestsNoAda()
    {
        var lines = Lines(Production, Open with { Origins = ["https://app.example"], GuestsMax = 500 });

        lines.ShouldContain("production: everybody may sign up (AUDIOROOMS_SIGN_UP=invitation: invited people only)");
        lines.ShouldContain(
            "production: no TLS on 0.0.0.0, so others can read passwords and sound on the network (use --cert and --key, or a "
            + "proxy before both ports)");
        lines.ShouldContain("production: up to 500 people without an account may listen at once (AUDIOROOMS_GUESTS=off: none)");
        lines.ShouldContain("production: the dashboard is on at /dashboard, behind the operator key");
        lines.ShouldContain("production: pages of https://app.example may connect");
        lines.ShouldNotContain(line => line.Contains("ada") || line.Contains("development"));
        lines[^1].ShouldBe("  ./audiorooms doctor");
    }

    [Fact]
    public void Lines_ProductionThatIsClosed_SaysSo()
    {
        var closed = new GreetingFacts(
            SignUpPolicy.Invitation, HasDashboard: false, Origins: [], HasAccounts: true, GuestsMax: 0, HasPage: false);

        Lines(Production with { Certificate = new FileInfo("c.pem"), CertificateKey = new FileInfo("k.pem") }, closed)
            .Where(line => line.StartsWith("production: ", StringComparison.Ordinal))
            .ShouldBe(
                [
                    "production: sign-up is by invitation",
                    "production: TLS on the gRPC port only; the HTTP port on 0.0.0.0 needs a proxy",
                ]);
    }

    [Fact]
    public void Lines_FirstStartByInvitation_SaysHowTheFirstAccountIsMade()
    {
        var lines = Lines(Production, Open with { SignUp = SignUpPolicy.Invitation, HasAccounts = false });

        var first = lines.IndexOf(
            "first account: this server has no account yet (AUDIOROOMS_OPERATOR_KEY must be in the environment)");
        first.ShouldBeGreaterThan(0);
        lines[first + 1].ShouldBe("  ./audiorooms admin invite @HANDLE");
        lines[first + 2].ShouldBe("  ./audiorooms admin power @HANDLE operator --reason \"runs this server\"");
    }

    [Fact]
    public void Lines_DevelopmentOnOtherPorts_NamesTheServerInEveryCommand() =>
        SiloGreeting.Lines(Development, Open, (new Uri("http://127.0.0.1:1"), new Uri("http://127.0.0.1:2")))
            .Where(line => line.StartsWith("  ./audiorooms", StringComparison.Ordinal))
            .ShouldBe(
                [
                    "  ./audiorooms signup --server http://127.0.0.1:2 --handle ada --name \"Ada\"",
                    "  ./audiorooms room create --server http://127.0.0.1:2 --title \"Coffee and code\"",
                    "  ./audiorooms doctor --server http://127.0.0.1:2",
                ]);

    private static List<string> Lines(SiloSettings settings, GreetingFacts facts) =>
        [.. SiloGreeting.Lines(settings, facts, (new Uri("http://127.0.0.1:8080"), new Uri("http://127.0.0.1:8081")))];
}
