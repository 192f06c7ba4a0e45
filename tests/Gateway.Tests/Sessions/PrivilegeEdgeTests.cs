using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;
using Grpc.Core;
using AccountPower = AudioRooms.Contracts.Safety.AccountPower;
using AccountStanding = AudioRooms.Contracts.Safety.AccountStanding;
using AuditEntry = AudioRooms.Contracts.Safety.AuditEntry;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>
/// Privileged calls as seen by a network client. All tests of the class share one host, so each uses a handle of its own.
/// </summary>
public sealed class PrivilegeEdgeTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    private static readonly Metadata Operator = new() { { "operator-key", GatewayHost.OperatorKey } };

    [Fact]
    public async Task OperatorCall_ByAnAccountWithThatPower_IsCarriedOutUntilItIsTakenBack()
    {
        var (boss, id) = await SignInAsync("boss");
        host.Cluster.Standing(id).Now = new AccountStanding(AccountPower.Operator, false, null);

        await host.Invitations.ListWaitingAsync(new ListWaitingRequest(), boss);

        host.Cluster.Standing(id).Now = AccountStanding.Good;
        (await RefusalOf(async () => await host.Invitations.ListWaitingAsync(new ListWaitingRequest(), boss)))
            .ShouldBe("operator_key_wrong");
    }

    [Fact]
    public async Task OperatorCall_ByTrustAndSafety_IsRefused()
    {
        var (reviewer, id) = await SignInAsync("reviewer");
        host.Cluster.Standing(id).Now = new AccountStanding(AccountPower.TrustAndSafety, false, null);

        (await RefusalOf(async () => await host.Invitations.ListWaitingAsync(new ListWaitingRequest(), reviewer)))
            .ShouldBe("operator_key_wrong");
    }

    [Fact]
    public async Task OperatorCall_WithAWrongKeyBesideAnOperatorsToken_IsRefused()
    {
        var (boss, id) = await SignInAsync("boss_with_key");
        host.Cluster.Standing(id).Now = new AccountStanding(AccountPower.Operator, false, null);
        boss.Add("operator-key", "guessed-operator-key");

        (await RefusalOf(async () => await host.Invitations.ListWaitingAsync(new ListWaitingRequest(), boss)))
            .ShouldBe("operator_key_wrong");
    }

    [Fact]
    public async Task OperatorCall_ThatChangesSomething_IsInTheAuditLogFirst()
    {
        var request = new PauseBranchRequest { UserId = People.Ada.Id.Value, Paused = true };

        await host.Invitations.PauseBranchAsync(request, Operator);

        host.Cluster.Audit.Entries.ShouldContain(
            new AuditEntry("operator", "Invitations/PauseBranch", $"user/{People.Ada.Id.Value}", ""));
    }

    [Fact]
    public async Task OperatorCall_WhenTheAuditLogCannotBeWritten_DoesNothing()
    {
        host.Cluster.Audit.Fault = new TimeoutException();
        try
        {
            (await RefusalOf(async () => await host.Profiles.SetVerifiedAsync(
                new SetVerifiedRequest { UserId = People.Ben.Id.Value, Verified = true }, Operator))).ShouldBe("unavailable");
        }
        finally
        {
            host.Cluster.Audit.Fault = null;
        }

        host.Cluster.User(People.Ben.Id.Value).IsVerified.ShouldBeFalse();
    }

    [Fact]
    public async Task Search_SixtyOneTimesInAMinute_IsRefusedWithTheWait()
    {
        var (ada, _) = await SignInAsync("searcher");
        for (var asked = 0; asked < 60; asked++)
        {
            await host.Discovery.SearchAsync(new SearchRequest { Kind = SearchKind.Person, Words = "x" }, ada);
        }

        var refused = await Should.ThrowAsync<RpcException>(async () =>
        {
            // More than one call, because the bucket fills while the test runs.
            for (var asked = 0; asked < 1_000; asked++)
            {
                await host.Discovery.SearchAsync(new SearchRequest { Kind = SearchKind.Person, Words = "x" }, ada);
            }
        });

        refused.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        refused.Trailers.GetValue("refusal-code").ShouldBe("rate_limited");
        int.Parse(refused.Trailers.GetValue("retry-after-ms")!, System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBeInRange(1, 1_000);
    }

    private async Task<(Metadata Headers, string UserId)> SignInAsync(string handle)
    {
        var headers = await host.SignInAsync(handle);
        return (headers, (await host.Accounts.WhoAmIAsync(new WhoAmIRequest(), headers)).UserId);
    }

    private static async Task<string?> RefusalOf(Func<Task> call) =>
        (await Should.ThrowAsync<RpcException>(call)).Trailers.GetValue("refusal-code");
}
