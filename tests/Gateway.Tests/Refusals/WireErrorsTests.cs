using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Contracts.Webhooks;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Services.Clubs;
using AudioRooms.Gateway.Services.Events;
using AudioRooms.Gateway.Services.Invitations;
using AudioRooms.Gateway.Services.Notifications;
using AudioRooms.Gateway.Services.Profiles;
using AudioRooms.Gateway.Services.Safety;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Gateway.Tests.Refusals;

public sealed partial class WireErrorsTests
{
    private static readonly ConfiguredBounds Bounds = new();

    private static readonly WireError[] Refusals =
    [
        .. Enum.GetValues<RoomRejection>().Select(refusal => RoomErrors.Of(refusal, Bounds.Rooms)),
        .. Enum.GetValues<EventRejection>().Select(refusal => EventErrors.Of(refusal, Bounds.Events)),
        .. Enum.GetValues<WebhookRejection>().Select(WebhookErrors.Of),
        .. Enum.GetValues<ClubRejection>().Select(refusal => ClubErrors.Of(refusal, Bounds.Clubs)),
        .. Enum.GetValues<AccountRejection>().Select(AccountErrors.Of),
        .. Enum.GetValues<PeopleRejection>().Select(PeopleErrors.Of),
        .. Enum.GetValues<DiscoveryRejection>().Select(PeopleErrors.Of),
        .. Enum.GetValues<InboxRejection>().Select(refusal => InboxErrors.Of(refusal, Bounds.Inboxes)),
        .. Enum.GetValues<PhotoError>().Select(PeopleErrors.Of),
        .. Enum.GetValues<InvitationRejection>().Select(refusal => InvitationErrors.Of(refusal, Bounds.Invitations)),
        .. Enum.GetValues<SafetyRejection>().Select(SafetyErrors.Of),
        .. Enum.GetValues<EdgeRefusal>().Select(WireErrors.Of),
        .. Enum.GetValues<MediaRefusal>().Select(refusal => WireErrors.Of(refusal, Bounds.Session)),
    ];

    private static readonly WireError[] Closings =
    [
        .. Enum.GetValues<ClosingReason>().Select(reason => WireErrors.Of(reason, Bounds)),
    ];

    [Fact]
    public void Of_EveryRefusal_HasACodeOfItsOwn() => Refusals.Select(error => error.Code).ShouldBeUnique();

    [Fact]
    public void Counts_OfEveryClosingAndEveryDroppedPacket_HaveASeries()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var metrics = new GatewayMetrics(services.GetRequiredService<IMeterFactory>());

        foreach (var refusal in Enum.GetValues<MediaRefusal>())
        {
            metrics.UplinkDropped(refusal);
            metrics.UplinkDrops(WireErrors.CodeOf(refusal)).ShouldBe(1);
        }

        foreach (var reason in Enum.GetValues<ClosingReason>())
        {
            metrics.ConnectionClosed(reason);
            metrics.Closings(WireErrors.CodeOf(reason)).ShouldBe(1);
        }
    }

    [Fact]
    public void Of_EveryClosing_HasACodeOfItsOwn() => Closings.Select(error => error.Code).ShouldBeUnique();

    [Fact]
    public void Of_EveryRow_HasASentence() =>
        Refusals.Concat(Closings).ShouldAllBe(error => error.Sentence.EndsWith('.') && CodeForm().IsMatch(error.Code));

    [Fact]
    public void Of_NoRefusal_EndsWithOk() => Refusals.ShouldAllBe(error => error.Status != Grpc.Core.StatusCode.OK);

    [Fact]
    public void WireProtocol_TheDocument_ListsExactlyTheCodesOfTheTable()
    {
        var document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "wire-protocol.md"));

        Rows(document, "### Refusals").ShouldBe(Refusals.Select(Row), ignoreOrder: true);
        Rows(document, "### Closings").ShouldBe(Closings.Select(Row), ignoreOrder: true);
    }

    private static string Row(WireError error) => $"{error.Code} {error.Status}";

    private static IEnumerable<string> Rows(string document, string heading)
    {
        var section = document[(document.IndexOf(heading, StringComparison.Ordinal) + heading.Length)..];
        var end = section.IndexOf("\n#", StringComparison.Ordinal);
        return TableRow()
            .Matches(end < 0 ? section : section[..end])
            .Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}");
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex CodeForm();

    [GeneratedRegex(@"^\| `([a-z0-9_]+)` \| ([A-Za-z]+) \|", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
