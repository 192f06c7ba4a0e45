using AudioRooms.Cli.Sound;
using AudioRooms.Client;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <summary>Executes the lines that are typed into <c>room enter</c>.</summary>
internal sealed class RoomPrompt(CliContext context, VerbCall call, RoomConnection room, RoomVoice voice)
{
    private const string Leave = "leave";
    private const string End = "end";
    private const string Help = "help";
    private const string Accept = "accept";
    private const string Say = "say";
    private const string Hush = "hush";

    private static readonly (string Word, string Description)[] OwnWords =
    [
        ($"{Say} file", "Go on stage and speak a sound file."),
        (Hush, "Stop the file that you are speaking."),
        (End, "End the room for everybody."),
        (Leave, "Leave the room."),
    ];

    /// <summary>True if the person took the stage by an order typed here. Then leaving the room also leaves the stage.</summary>
    public bool TookStage { get; private set; }

    /// <summary>Executes the typed orders until "leave", the end of the input, or <paramref name="over"/>.</summary>
    public async Task ExecuteAsync(CancellationToken over)
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
                    await ExecuteAsync(word, rest).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The room is over, or the user pressed Ctrl-C.
        }
    }

    /// <summary>Prints a sentence that is not the answer to an order, for example that a spoken file has ended.</summary>
    public void Print(string text)
    {
        if (call.Access.AsJson)
        {
            JsonOutput.Write(context.Out, new { At = context.Time.GetUtcNow(), Kind = "voice", Text = text });
        }
        else
        {
            context.Out.WriteLine($"{context.Time.GetUtcNow():HH:mm:ss}  {text}");
        }
    }

    private async Task ExecuteAsync(string word, string rest)
    {
        try
        {
            if (word == Help)
            {
                ShowWords();
                return;
            }

            if (await TryOwnWordAsync(word, rest).ConfigureAwait(false))
            {
                call.Out.One(new { room.RoomId, Done = word }, ("", "done"));
                return;
            }

            var order = RoomOrder.All.FirstOrDefault(order => order.Word == word)
                ?? throw new CliException("word_unknown", $"\"{word}\" is not a command; help lists the commands.");
            if (order.NeedsArgument && rest.Length == 0)
            {
                throw new CliException("argument_missing", $"{word} needs a {order.Takes}.");
            }

            var given = new RoomOrderCall(call.Client, room, rest, call.Out, call.Cancellation);
            await order.DoAsync(given).ConfigureAwait(false);
            TookStage |= word == Accept;
            if (!given.HasTold)
            {
                call.Out.One(new { room.RoomId, Done = word }, ("", "done"));
            }
        }
        catch (RefusedException e)
        {
            Refuse(e.Code, e.Message);
        }
        catch (CliException e)
        {
            Refuse(e.Code, e.Message);
        }
        catch (IOException e)
        {
            Refuse("io", e.Message);
        }
        catch (ConnectionLostException e)
        {
            // The connection is restored without the user; the order is not repeated.
            Refuse("connection_lost", e.Message);
        }
    }

    private async Task<bool> TryOwnWordAsync(string word, string rest)
    {
        switch (word)
        {
            case End:
                await room.EndRoomAsync(call.Cancellation).ConfigureAwait(false);
                return true;
            case Say:
                var speech = SpeechFile.Load(rest);
                if (speech.Problem is { } problem)
                {
                    Print(problem);
                }

                await voice.SpeakFileAsync(speech, Print, call.Cancellation).ConfigureAwait(false);
                TookStage = true;
                return true;
            case Hush:
                await voice.StopAsync().ConfigureAwait(false);
                return true;
            default:
                return false;
        }
    }

    private void Refuse(string code, string message)
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

    private void ShowWords()
    {
        foreach (var (word, description) in RoomOrder.All.Select(order => ($"{order.Word} {order.Takes}", order.Description))
            .Concat(OwnWords))
        {
            context.Out.WriteLine($"  {word,-20}{description}");
        }
    }

    private static (string Word, string Argument) Split(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (line, "") : (line[..space], line[(space + 1)..].Trim());
    }
}
