using System.CommandLine;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <c>room link make|list|revoke</c>: links into a closed room, or onto its stage.
internal static class RoomLinkVerb
{
    public static Command Create(CliContext context) => new(
        "link", "Hosts: manage links into a room that is not open, or straight to the stage.")
    {
        MakeMake(context),
        MakeList(context),
        MakeRevoke(context),
    };

    private static Command MakeMake(CliContext context)
    {
        var id = RoomVerb.IdArgument();
        var kind = WordOption.Of<RoomLinkKind>("--kind", "Where the link leads (default listener)");
        var hours = new Option<double>("--hours")
        {
            Description = "How many hours the link is valid; a server allows a week unless its operator chose otherwise.",
            DefaultValueFactory = _ => 24,
        }
            .Within(0.02, 100_000);
        return new Command(
            "make",
            "Make a link; everybody with its token can enter.") { id, kind, hours }.Does(context, async call =>
        {
            var request = new MakeRoomLinkRequest
            {
                RoomId = call.Parsed.GetRequiredValue(id),
                Kind = call.Parsed.GetValue(kind) is { } word ? WireText.Read<RoomLinkKind>(word) : RoomLinkKind.Listener,
                ValidSeconds = (uint)TimeSpan.FromHours(call.Parsed.GetValue(hours)).TotalSeconds,
            };
            var link = await call.Client.Rooms.MakeLinkAsync(request, call.Cancellation).ConfigureAwait(false);
            call.Out.Made(
                new { link.LinkId, Kind = link.Kind.Word(), link.Token, ExpiresAt = WireText.Time(link.ExpiresAtUnixMs) },
                link.Token,
                $"Shown once. To enter with it: room enter {request.RoomId} --link {link.Token}");
        });
    }

    private static Command MakeList(CliContext context)
    {
        var id = RoomVerb.IdArgument();
        return new Command(
            "list", "List the links into a room, without their tokens.") { id }.Does(context, async call => call.Out.Table(
            [.. (await call.Client.Rooms.ListLinksAsync(
                call.Parsed.GetRequiredValue(id), call.Cancellation).ConfigureAwait(false)).Select(link => new
            {
                link.LinkId, Kind = link.Kind.Word(), ExpiresAt = WireText.Time(link.ExpiresAtUnixMs),
            })],
            "There are none.",
            ("link", link => link.LinkId),
            ("kind", link => link.Kind),
            ("until", link => link.ExpiresAt)));
    }

    private static Command MakeRevoke(CliContext context)
    {
        var id = RoomVerb.IdArgument();
        var link = new Argument<string>("link") { Description = "Id of the link; room link list prints it." };
        return new Command("revoke", "Revoke a link; people who came in by it stay.") { id, link }.Does(context, async call =>
        {
            await call.Client.Rooms.RevokeLinkAsync(
                call.Parsed.GetRequiredValue(id), call.Parsed.GetRequiredValue(link), call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { Revoked = true }, ("", "revoked"));
        });
    }
}
