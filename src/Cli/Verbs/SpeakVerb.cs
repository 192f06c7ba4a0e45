using System.CommandLine;
using System.Globalization;
using AudioRooms.Audio.Opus;
using AudioRooms.Cli.Sound;
using AudioRooms.Cli.Verbs.Rooms;
using AudioRooms.Client;
using AudioRooms.Wire.V1;
using Spectre.Console;

namespace AudioRooms.Cli.Verbs;

/// <c>speak</c>: takes the stage of a room and plays a sound file into it, in real time.
internal static class SpeakVerb
{
    public static Command Create(CliContext context)
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = "An Ogg Opus file (packets of 20 ms are sent unchanged) or a WAV file.",
        };
        var room = new Option<string>("--room") { Description = "Id of the room.", Required = true };
        var loop = new Option<bool>("--loop") { Description = "Repeat the file until you stop the command." };
        var seconds = new Option<double?>("--seconds") { Description = "Stop after this time, at most a week." }.Within(
            0.02, 604_800);
        var music = new Option<bool>("--music")
        {
            Description =
                "Encode a WAV file as music: 64 kb/s, every sound kept, no silence suppressed. Default: as speech. Opus files "
                    + "are sent unchanged.",
        };
        var verb = new Command("speak", "Take the stage and speak a sound file.")
        {
            file, room, loop, seconds, music, TransportOption.Transport, TransportOption.Http,
        };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var speech = SpeechFile.Load(
                parsed.GetRequiredValue(file).FullName, parsed.GetValue(music) ? OpusContent.Music : OpusContent.Voice);
            if (speech.Problem is { } problem)
            {
                context.Terminal.MarkupLineInterpolated($"[yellow]{problem}[/]");
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var longest = parsed.GetValue(seconds) is { } stop ? TimeSpan.FromSeconds(stop) : (TimeSpan?)null;
            if (longest is { } limited)
            {
                limit.CancelAfter(limited);
            }

            var access = new ServerAccess(context, parsed);
            await using var client = access.SignedIn(mayBeGuest: true, speaks: true);
            return await SpeakAsync(
                context, access, client, parsed.GetRequiredValue(room), speech, parsed.GetValue(loop), longest, cancellation,
                limit.Token)
                .ConfigureAwait(false);
        });
        return verb;
    }

    private static async Task<int> SpeakAsync(
        CliContext context,
        ServerAccess access,
        AudioRoomsClient client,
        string roomId,
        RecordedSpeech speech,
        bool loop,
        TimeSpan? longest,
        CancellationToken cancellation,
        CancellationToken stop)
    {
        var options = new RoomConnectionOptions { Latency = LatencyClass.Interactive, OnPacket = static (_, _) => { } };
        await using var connection = await client.JoinAsync(roomId, options, cancellation).ConfigureAwait(false);

        // If an open room enter, or another command of the same person, is on stage already, its place is used and kept
        // afterwards.
        var place = connection.Room.Stage.FirstOrDefault(voice => voice.UserId == connection.UserId);
        var keepsPlace = place is not null && connection.OtherDevices > 0;
        await connection.TakeStageAsync(cancellation).ConfigureAwait(false);

        // An invited person enters the stage muted. The verb "speak" asks for sound, so it unmutes.
        if (connection.Room.Stage.FirstOrDefault(voice => voice.UserId == connection.UserId) is { Muted: true })
        {
            await connection.SetMutedAsync(muted: false, cancellation).ConfigureAwait(false);
        }

        var howLong = HowLong(speech.Duration, loop, longest);
        context.Terminal.MarkupLineInterpolated(
            $"[grey]On stage in \"{connection.Room.Title}\", speaking {howLong}. Ctrl-C stops.[/]");
        RecordingNotice.Show(context);

        var microphone = new Microphone(connection, context.Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var warnings = WarnAsync(context, connection);
        var closing = connection.Closed.ContinueWith(
            _ => over.Cancel(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        try
        {
            var frames = speech.Frames(loop, () => connection.EncoderAdvice);
            await microphone.SpeakAsync(frames, cancellation: over.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // Speaking was stopped, or the room is over; the code below decides which.
        }

        if (connection.Closed.IsCompleted)
        {
            var closed = await connection.Closed.ConfigureAwait(false);
            throw new CliException(closed.Code, closed.Message);
        }

        var seen = connection.Statistics;
        if (keepsPlace)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            await connection.LeaveStageAsync(CancellationToken.None).ConfigureAwait(false);
            await connection.LeaveAsync().ConfigureAwait(false);
        }

        await warnings.ConfigureAwait(false);
        await closing.ConfigureAwait(false);
        if (access.AsJson)
        {
            JsonOutput.Write(context.Out, new
            {
                Room = roomId,
                microphone.Sent,
                seen.Unsent,
                seen.Reconnects,
                speech.IsUntouched,
                speech.IsComplete,
                speech.Problem,
            });
        }
        else
        {
            context.Out.WriteLine(
                $"Spoke {microphone.Sent} packets ({microphone.Sent / 50.0:0.0} s of sound); {seen.Unsent} lost, "
                + $"{seen.Reconnects} reconnects.");
        }

        if (!speech.IsComplete)
        {
            throw new CliException("file_incomplete", $"A part of the file was not spoken: {speech.Problem}");
        }

        return microphone.Sent > 0
            ? 0
            : throw new CliException(
                "nothing_said", "Nothing was sent: the file is silent, or you were muted all the time.");
    }

    /// <summary>How long the verb will speak, in words.</summary>
    /// <param name="duration">Length of the file.</param>
    /// <param name="loop">True if the file is repeated.</param>
    /// <param name="longest">When to stop; null for never.</param>
    internal static string HowLong(TimeSpan duration, bool loop, TimeSpan? longest)
    {
        if (longest is { } stop && (loop || stop < duration))
        {
            return string.Create(CultureInfo.InvariantCulture, $"for {stop.TotalSeconds:0.#} s");
        }

        return loop ? "until you stop it" : string.Create(CultureInfo.InvariantCulture, $"for {duration.TotalSeconds:0.#} s");
    }

    private static async Task WarnAsync(CliContext context, RoomConnection connection)
    {
        await foreach (var update in connection.Updates.ReadAllAsync().ConfigureAwait(false))
        {
            switch (update)
            {
                case RoomUpdate.Refused refused:
                    context.Terminal.MarkupLineInterpolated($"[yellow]{refused.Message}[/]");
                    break;
                case RoomUpdate.Lost lost:
                    context.Terminal.MarkupLineInterpolated($"[yellow]connection lost: {lost.Reason}[/]");
                    break;
                case RoomUpdate.Resumed resumed:
                    context.Terminal.MarkupLineInterpolated(
                        $"[green]connected again after {resumed.After.TotalSeconds:0.0} s[/]");
                    break;
            }
        }
    }
}
