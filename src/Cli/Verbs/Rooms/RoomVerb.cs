using System.CommandLine;
using AudioRooms.Wire.V1;
using Spectre.Console;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <c>room create|list|show|end|watch|enter</c>, and a verb for each order.
internal static class RoomVerb
{
    public static Command Create(CliContext context)
    {
        var verb = new Command("room", "Open, watch, join and moderate rooms.")
        {
            MakeCreate(context),
            MakeList(context),
            MakeShow(context),
            MakeEnd(context),
            RoomWatchVerb.Create(context),
            RoomEnterVerb.Create(context),
            RoomLinkVerb.Create(context),
        };
        foreach (var order in RoomOrderVerbs.Create(context))
        {
            verb.Subcommands.Add(order);
        }

        return verb;
    }

    public static Argument<string> IdArgument() => new("room") { Description = "Id of the room." };

    private static Command MakeCreate(CliContext context)
    {
        var title = new Option<string>("--title") { Description = "1 to 120 characters.", Required = true };
        var topics = new Option<string[]>("--topic") { Description = "Up to 3; repeat the option." };
        var language = new Option<string>("--language") { Description = "BCP 47 language tag.", DefaultValueFactory = _ => "en" };
        var stage = new Option<string>(
            "--stage") { Description = "Who may come on stage without an invitation.", DefaultValueFactory = _ => "open" };
        stage.AcceptOnlyFromAmong("open", "owner");
        var active = new Option<uint>(
            "--active")
            {
                Description = "Number of speakers that the room forwards at once, 1 to 13; 0 uses the server's default.",
            };
        var kind = WordOption.Of<RoomKind>("--kind", "Who may enter (default open)");
        var hands = WordOption.Of<HandPolicy>("--hands", "Who may raise a hand (default everyone)");
        var order = WordOption.Of<HandOrder>("--order", "Order of the raised hands (default first-come)");
        var club = new Option<string?>("--club") { Description = "Id of the club in which to open the room." };
        var membersOnly = new Option<bool>("--members-only") { Description = "Open the room for members of the club only." };
        var verb = new Command("create", "Open a room; you own it.")
        {
            title, topics, language, stage, active, kind, hands, order, club, membersOnly,
        };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            var request = new CreateRoomRequest
            {
                Title = parsed.GetRequiredValue(title),
                Language = parsed.GetRequiredValue(language),
                StagePolicy = parsed.GetValue(stage) == "owner" ? StagePolicy.Owner : StagePolicy.Open,
                ActiveSpeakers = parsed.GetValue(active),
                Kind = WireText.Read<RoomKind>(parsed.GetValue(kind)),
                ClubId = parsed.GetValue(club) ?? "",
                MembersOnly = parsed.GetValue(membersOnly),
                HandPolicy = WireText.Read<HandPolicy>(parsed.GetValue(hands)),
                HandOrder = WireText.Read<HandOrder>(parsed.GetValue(order)),
            };
            request.Topics.AddRange(parsed.GetValue(topics) ?? []);
            await using var client = access.SignedIn(mayBeGuest: false);
            var card = await client.Rooms.CreateAsync(request, cancellation).ConfigureAwait(false);
            if (access.AsJson)
            {
                JsonOutput.Write(context.Out, RoomJson.Of(card));
            }
            else
            {
                // Standard output gets the id alone, for ROOM=$(audiorooms room create …).
                context.Out.WriteLine(card.RoomId);
                context.Terminal.MarkupLineInterpolated(
                    $"[grey]\"{card.Title}\" is open. Speak: {context.CommandName} speak --room {card.RoomId} FILE[/]");
                var server = access.Server.GetLeftPart(UriPartial.Authority);
                context.Terminal.MarkupLineInterpolated(
                    $"[grey]To share: {context.CommandName} listen --server {server} --room {card.RoomId}[/]");
                RecordingNotice.Show(context);
            }

            return 0;
        });
        return verb;
    }

    private static Command MakeList(CliContext context)
    {
        var verb = new Command("list", "List live rooms, newest first.");
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            await using var client = access.SignedIn(mayBeGuest: true);
            var cards = new List<RoomCard>();
            await foreach (var card in client.Rooms.ListAsync(cancellation).ConfigureAwait(false))
            {
                cards.Add(card);
            }

            if (access.AsJson)
            {
                JsonOutput.Write(context.Out, cards.Select(RoomJson.Of));
                return 0;
            }

            var table = new Table().Border(TableBorder.None).AddColumns(
                "[grey]room[/]", "[grey]title[/]", "[grey]owner[/]", "[grey]stage[/]", "[grey]audience[/]");
            foreach (var card in cards)
            {
                table.AddRow(
                    Markup.Escape(card.RoomId), Markup.Escape(card.Title), Markup.Escape(card.Owner?.Handle ?? ""),
                    $"{card.SpeakerCount}", $"{card.ListenerCount}");
            }

            PlainTable.Write(context.Out, table);
            if (cards.Count == 0)
            {
                context.Terminal.MarkupLineInterpolated(
                    $"[grey]No room is live. Open one: {context.CommandName} room create \"A title\"[/]");
            }

            return 0;
        });
        return verb;
    }

    private static Command MakeShow(CliContext context)
    {
        var id = IdArgument();
        var verb = new Command("show", "Show a room.") { id };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);

            // A title card is readable without a token.
            await using var client = access.Anonymous();
            var card = await client.Rooms.GetAsync(parsed.GetRequiredValue(id), cancellation).ConfigureAwait(false);
            Show(context, access, card);
            return 0;
        });
        return verb;
    }

    private static Command MakeEnd(CliContext context)
    {
        var id = IdArgument();
        var verb = new Command("end", "End a room for everybody.") { id };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            await using var client = access.SignedIn(mayBeGuest: false);
            var card = await client.Rooms.EndAsync(parsed.GetRequiredValue(id), cancellation).ConfigureAwait(false);
            Show(context, access, card);
            return 0;
        });
        return verb;
    }

    private static void Show(CliContext context, ServerAccess access, RoomCard card)
    {
        if (access.AsJson)
        {
            JsonOutput.Write(context.Out, RoomJson.Of(card));
            return;
        }

        var json = RoomJson.Of(card);
        context.Out.WriteLine($"{json.Title}");
        context.Out.WriteLine($"  room      {json.RoomId}");
        context.Out.WriteLine($"  owner     {json.Owner}");
        context.Out.WriteLine($"  phase     {json.Phase}{(json.EndedAt is { } end ? $" at {end:yyyy-MM-dd HH:mm:ss} UTC" : "")}");
        context.Out.WriteLine($"  stage     {json.Speakers}, audience {json.Listeners}");
        context.Out.WriteLine($"  topics    {(json.Topics.Count == 0 ? "none" : string.Join(", ", json.Topics))}");
        context.Out.WriteLine($"  language  {json.Language}");
        context.Out.WriteLine($"  since     {json.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC");
    }
}
