using AudioRooms.Gateway.Tests.Access.External;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>Sign-in with the account of another service, through the API and a provider on a loopback port.</summary>
public sealed class ExternalSignInEdgeTests : IAsyncLifetime, IDisposable
{
    private LoopbackIssuer issuer = null!;
    private GatewayHost host = null!;

    public async Task InitializeAsync()
    {
        issuer = await LoopbackIssuer.StartAsync(TimeProvider.System);
        host = new GatewayHost { Configure = options => options.Issuers = [issuer.Options] };
        await host.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await issuer.DisposeAsync();
    }

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task ListIssuers_OneConfigured_SaysWhereToGo()
    {
        var listed = (await host.ExternalSignIn.ListIssuersAsync(new ListIssuersRequest())).Issuers.ShouldHaveSingleItem();

        listed.Name.ShouldBe(LoopbackIssuer.Name);
        listed.Issuer.ShouldBe(issuer.Address);
        listed.ClientId.ShouldBe(LoopbackIssuer.ClientId);
    }

    [Fact]
    public async Task SignIn_TheFirstTime_AsksForAHandleAndThenOpensASession()
    {
        var proof = await ProofAsync("ada-there");
        (await RefusalOf(async () => await host.ExternalSignIn.SignInAsync(new ExternalSignInRequest { Proof = proof })))
            .ShouldBe("handle_required");

        var signedIn = await host.ExternalSignIn.SignInAsync(new ExternalSignInRequest { Proof = proof, Handle = "Ada" });

        var headers = new Metadata { { "authorization", $"Bearer {signedIn.AccessToken}" } };
        var me = await host.Accounts.WhoAmIAsync(new WhoAmIRequest(), headers);
        me.Handle.ShouldBe("ada");
        me.DisplayName.ShouldBe("Ada Lovelace");
        signedIn.RefreshToken.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task SignIn_ABadToken_IsRefused()
    {
        var proof = await ProofAsync("ben-there");
        proof.IdToken = proof.IdToken[..^4] + "AAAA";

        (await RefusalOf(
            async () => await host.ExternalSignIn.SignInAsync(new ExternalSignInRequest { Proof = proof, Handle = "ben" })))
            .ShouldBe("id_token_invalid");
    }

    [Fact]
    public async Task SignIn_WithoutAProof_IsRefused() =>
        (await RefusalOf(async () => await host.ExternalSignIn.SignInAsync(new ExternalSignInRequest { Handle = "cleo" })))
            .ShouldBe("issuer_unknown");

    [Fact]
    public async Task Begin_AnUnknownIssuer_IsRefused() =>
        (await RefusalOf(
            async () => await host.ExternalSignIn.BeginAsync(new BeginExternalSignInRequest { IssuerName = "other" })))
            .ShouldBe("issuer_unknown");

    [Fact]
    public async Task SignIn_TheIssuerIsDown_SaysWhenToTryAgain()
    {
        issuer.IsDown = true;
        var proof = await ProofAsync("dan-there");

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await host.ExternalSignIn.SignInAsync(new ExternalSignInRequest { Proof = proof, Handle = "dan" }));

        refused.StatusCode.ShouldBe(StatusCode.Unavailable);
        refused.Trailers.GetValue("refusal-code").ShouldBe("issuer_unavailable");
        refused.Trailers.GetValue("retry-after-ms").ShouldBe("30000");
    }

    [Fact]
    public async Task SignIn_FromOneAddressTooOften_Waits()
    {
        string? refusal = null;
        for (var i = 0; i < 40 && refusal != "rate_limited"; i++)
        {
            refusal = await RefusalOf(async () => await host.ExternalSignIn.SignInAsync(new ExternalSignInRequest()));
        }

        refusal.ShouldBe("rate_limited");
    }

    [Fact]
    public async Task SignIn_WithSixTypedCodes_TheSixthWaits()
    {
        var refusals = new List<string?>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var request = new ExternalSignInRequest
            {
                Proof = await ProofAsync($"guesser-{attempt}"), Handle = $"guesser_{attempt}", Invitation = "a typed code",
            };
            var refused = await Record.ExceptionAsync(async () => await host.ExternalSignIn.SignInAsync(request));
            refusals.Add((refused as RpcException)?.Trailers.GetValue("refusal-code"));
        }

        refusals[..5].ShouldNotContain("rate_limited");
        refusals[5].ShouldBe("rate_limited");
    }

    [Fact]
    public async Task LinkIdentity_OfSomebodySignedIn_IsListed()
    {
        var headers = await host.SignInAsync("eve");

        var listed = await host.ExternalSignIn.LinkIdentityAsync(
            new LinkIdentityRequest { Proof = await ProofAsync("eve-there") }, headers);

        listed.Identities.ShouldHaveSingleItem().Subject.ShouldBe("eve-there");
    }

    private static async Task<string?> RefusalOf(Func<Task> call) =>
        (await Should.ThrowAsync<RpcException>(call)).Trailers.GetValue("refusal-code");

    private async Task<ExternalProof> ProofAsync(string subject)
    {
        var begun = await host.ExternalSignIn.BeginAsync(new BeginExternalSignInRequest { IssuerName = LoopbackIssuer.Name });
        return new ExternalProof { IssuerName = LoopbackIssuer.Name, IdToken = issuer.Token(
            begun.Nonce, subject), Nonce = begun.Nonce };
    }
}
