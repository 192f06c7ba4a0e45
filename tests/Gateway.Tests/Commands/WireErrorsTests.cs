using System.Text.RegularExpressions;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Contracts.Webhooks;
using AudioRooms.Gateway.Commands;
using AudioRooms.Gateway.Connections;
using AudioRooms.Gateway.Photos;

namespace AudioRooms.Gateway.Tests.Commands;

public sealed partial class WireErrorsTests
{
    private static readonly ConfiguredBounds Bounds = new();

    private static readonly WireError[] Refusals =
    [
        .. Enum.GetValues<RoomRejection>().Select(refusal => WireErrors.Of(refusal, Bounds.Rooms)),
        .. Enum.GetValues<EventRejection>().Select(refusal => WireErrors.Of(refusal, Bounds.Events)),
        .. Enum.GetValues<WebhookRejection>().Select(WireErrors.Of),
        .. Enum.GetValues<ClubRejection>().Select(refusal => WireErrors.Of(refusal, Bounds.Clubs)),
        .. Enum.GetValues<AccountRejection>().Select(WireErrors.Of),
        .. Enum.GetValues<PeopleRejection>().Select(WireErrors.Of),
        .. Enum.GetValues<DiscoveryRejection>().Select(WireErrors.Of),
        .. Enum.GetValues<InboxRejection>().Select(refusal => WireErrors.Of(refusal, Bounds.Inboxes)),
        .. Enum.GetValues<PhotoError>().Select(WireErrors.Of),
        .. Enum.GetValues<InvitationRejection>().Select(refusal => WireErrors.Of(refusal, Bounds.Invitations)),
        .. Enum.GetValues<SafetyRejection>().Select(WireErrors.Of),
        .. Enum.GetValues<EdgeRefusal>().Select(WireErrors.Of),
        .. Enum.GetValues<MediaRefusal>().Select(refusal => WireErrors.Of(refusal, Bounds.Session)),
    ];

    private static readonly WireError[] Closings = [.. Enum.GetValues<ClosingReason>().Select(reason => WireErrors.Of(reason, Bounds))];

    [Fact]
    public void Of_EveryRefusal_HasACodeOfItsOwn() => Refusals.Select(error => error.Code).ShouldBeUnique();

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
        return TableRow().Matches(end < 0 ? section : section[..end]).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}");
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex CodeForm();

    [GeneratedRegex(@"^\| `([a-z0-9_]+)` \| ([A-Za-z]+) \|", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
