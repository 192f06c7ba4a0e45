using System.CommandLine;
using AudioRooms.Client;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <summary><c>room enter</c>: stays in a room, tells what happens, and does what is typed, line by line.</summary>
internal static class RoomEnterVerb
{
    private const string Leave = "leave";
    private const string End = "end";
    private const string Help = "help";

    public static Command Create(CliContext context)
    {
        var id = RoomVerb.IdArgument();
        var link = new Option<string?>("--link") { Description = "Token of a link into the room.", HelpName = "TOKEN" };
        var verb = new Command("enter", "Walk into a room, follow what happens, and do what you type: help lists the words.")
        {
            id, link, TransportOption.Transport, TransportOption.Http,
        };
        return verb.Does(context, async call =>
        {
            await using var room = await RoomOrderVerbs.EnterAsync(
                call, call.Parsed.GetRequiredValue(id), call.Parsed.GetValue(link) ?? "").ConfigureAwait(false);
            RecordingNotice.Show(context);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation);
            var reading = ObeyAsync(context, call, room, over.Token);
            var telling = RoomNarrator.FollowAsync(context, call.Access.AsJson, room, call.Cancellation);
            await Task.WhenAny(reading, telling).ConfigureAwait(false);
            if (!telling.IsCompleted)
            {
                // Whoever typed the last line is gone, or wants to be.
                await reading.ConfigureAwait(false);
                await room.LeaveAsync().ConfigureAwait(false);
            }

            // A terminal that nobody types at cannot be asked to stop: reading ends with the program.
            await over.CancelAsync().ConfigureAwait(false);
            await telling.ConfigureAwait(false);
        });
    }

    private static async Task ObeyAsync(CliContext context, VerbCall call, RoomConnection room, CancellationToken over)
    {
        try
        {
            while (await context.In.ReadLineAsync(over).ConfigureAwait(false) is { } line)
            {
                var (word, rest) = Split(line.Trim());
                if (word == Leave)
                {
                    return;
                }

                if (word.Length > 0)
                {
                    await ObeyAsync(context, call, room, word, rest).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The room is over, or Ctrl-C.
        }
    }

    private static async Task ObeyAsync(CliContext context, VerbCall call, RoomConnection room, string word, string rest)
    {
        try
        {
            if (word == Help)
            {
                ShowWords(context);
            }
            else if (word == End)
            {
                await room.EndRoomAsync(call.Cancellation).ConfigureAwait(false);
            }
            else if (RoomOrder.All.FirstOrDefault(order => order.Word == word) is not { } order)
            {
                throw new CliException("word_unknown", $"\"{word}\" is no word that this room understands; help lists them.");
            }
            else if (order.NeedsArgument && rest.Length == 0)
            {
                throw new CliException("argument_missing", $"{word} needs a {order.Takes}.");
            }
            else
            {
                await order.DoAsync(new RoomOrderCall(call.Client, room, rest, call.Cancellation)).ConfigureAwait(false);
                call.Out.One(new { room.RoomId, Done = word }, ("", "done"));
            }
        }
        catch (RefusedException e)
        {
            Refuse(context, call, e.Code, e.Message);
        }
        catch (CliException e)
        {
            Refuse(context, call, e.Code, e.Message);
        }
        catch (ConnectionLostException e)
        {
            // The place in the room mends itself; the order does not.
            Refuse(context, call, "connection_lost", e.Message);
        }
    }

    private static void Refuse(CliContext context, VerbCall call, string code, string message)
    {
        if (call.Access.AsJson)
        {
            JsonOutput.Write(context.Out, new { error = new { Code = code, Message = message } });
        }
        else
        {
            context.Out.WriteLine($"no: {message}");
        }
    }

    private static void ShowWords(CliContext context)
    {
        foreach (var order in RoomOrder.All)
        {
            context.Out.WriteLine($"  {$"{order.Word} {order.Takes}",-20}{order.Description}");
        }

        context.Out.WriteLine($"  {End,-20}End the room for everybody.\n  {Leave,-20}Leave the room.");
    }

    private static (string Word, string Argument) Split(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (line, "") : (line[..space], line[(space + 1)..].Trim());
    }
}
