using AudioRooms.Client;
using Spectre.Console;

namespace AudioRooms.Cli.Sound;

/// <summary>Draws the voices' levels in one line of the terminal; draws nothing if the output is no terminal.</summary>
internal sealed class LevelMeter(CliContext context)
{
    /// <summary>Ten updates a second look smooth and cost next to nothing.</summary>
    private static readonly TimeSpan DrawEvery = TimeSpan.FromMilliseconds(100);

    private const int Width = 30;

    /// <summary>Level in -dBov at which the bar is empty. Speech lies between 15 and 40.</summary>
    private const int Quietest = 60;

    private readonly bool visible = context.Terminal.Profile.Out.IsTerminal;
    private readonly long startedAt = context.Time.GetTimestamp();
    private long drawnAt;
    private byte loudest = 127;
    private string speaker = "";

    public void Show(in HeardPacket packet)
    {
        if (!visible)
        {
            return;
        }

        if (packet.Level <= loudest)
        {
            loudest = packet.Level;
            speaker = packet.Speaker?.DisplayName ?? "";
        }

        if (context.Time.GetElapsedTime(drawnAt) < DrawEvery)
        {
            return;
        }

        drawnAt = context.Time.GetTimestamp();
        var filled = Math.Clamp((Quietest - loudest) * Width / Quietest, 0, Width);
        var elapsed = context.Time.GetElapsedTime(startedAt);
        var bar = new string('█', filled).PadRight(Width, '·');
        context.Terminal.Write(new ControlCode($"\r{elapsed:m\\:ss} {bar} {Printable(speaker)}\u001b[K"));
        loudest = 127;
    }

    /// <summary>Leaves the line as it is and starts the next line.</summary>
    public void End()
    {
        if (visible && drawnAt != 0)
        {
            context.Terminal.WriteLine();
        }
    }

    // A display name comes from a stranger and must not contain control characters for the terminal.
    private static string Printable(string name) => new([.. name.Where(letter => !char.IsControl(letter)).Take(50)]);
}
