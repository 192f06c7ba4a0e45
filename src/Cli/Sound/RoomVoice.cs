using System.Runtime.InteropServices;
using AudioRooms.Audio;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;
using AudioRooms.Client;
using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Sound;

/// <summary>The speaking half of <c>room enter</c>: the person's main device, which joins the room when the person starts to
/// speak. The listening half is a companion device. A <c>speak</c> in another terminal therefore takes over the voice only, and
/// the rest of the session continues. Used by one thread at a time; only <see cref="IsOpen"/> may be read by others.</summary>
/// <param name="context">The clock.</param>
/// <param name="join">Connects the main device.</param>
internal sealed class RoomVoice(CliContext context, Func<CancellationToken, Task<RoomConnection>> join) : IAsyncDisposable
{
    private CancellationTokenSource? stop;
    private Task speaking = Task.CompletedTask;
    private volatile RoomConnection? connection;
    private Client.Microphone? microphone;

    /// <summary>True while the microphone's sound is sent.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Options with which the main device joins. It receives no sound, because the companion receives it.</summary>
    /// <param name="linkToken">Token of a link into the room; empty for none.</param>
    public static RoomConnectionOptions Options(string linkToken) => new()
    {
        Latency = LatencyClass.Economy, OnPacket = static (_, _) => { }, LinkToken = linkToken, Role = DeviceRole.Main,
    };

    /// <summary>Takes the stage and speaks a file in real time. It replaces a file or microphone that is being sent.</summary>
    /// <param name="ended">Called with one sentence that says how it ended.</param>
    /// <param name="cancellation">Gives up taking the stage.</param>
    public async Task SpeakFileAsync(RecordedSpeech speech, Action<string> ended, CancellationToken cancellation)
    {
        await StopAsync().ConfigureAwait(false);
        var (voice, mouth) = await JoinAsync(cancellation).ConfigureAwait(false);
        await voice.TakeStageAsync(cancellation).ConfigureAwait(false);
        if (IsMuted(voice))
        {
            await voice.SetMutedAsync(muted: false, cancellation).ConfigureAwait(false);
        }

        Begin(over =>
            mouth.SpeakAsync(speech.Frames(loop: false, () => voice.EncoderAdvice), cancellation: over), voice, "said", ended);
    }

    /// <summary>Sends the microphone from now on. It is heard while its person is on stage and not muted.</summary>
    /// <param name="capture">The program that records. The caller ends it after the voice.</param>
    /// <param name="ended">Called with one sentence that says how it ended.</param>
    /// <param name="cancellation">Gives up joining.</param>
    public async Task OpenAsync(CaptureProgram capture, Action<string> ended, CancellationToken cancellation)
    {
        await StopAsync().ConfigureAwait(false);
        var (voice, mouth) = await JoinAsync(cancellation).ConfigureAwait(false);
        if (voice.Room.Stage.Any(member => member.UserId == voice.UserId))
        {
            await voice.TakeStageAsync(cancellation).ConfigureAwait(false);
        }

        IsOpen = true;
        Begin(over => SendAsync(capture, voice, mouth, over), voice, "the microphone ended", ended);
    }

    /// <summary>Stops the file or the microphone. The person stays on stage.</summary>
    public async Task StopAsync()
    {
        if (stop is not null)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await speaking.ConfigureAwait(false);
            stop.Dispose();
            stop = null;
        }

        IsOpen = false;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        if (connection is { } last)
        {
            await last.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static bool IsMuted(RoomConnection voice) =>
        voice.Room.Stage.FirstOrDefault(member => member.UserId == voice.UserId)?.Muted ?? false;

    // All speech uses one connection and one microphone, because listeners rely on continuous packet numbers.
    private async Task<(RoomConnection Voice, Client.Microphone Mouth)> JoinAsync(CancellationToken cancellation)
    {
        if (connection is { Closed.IsCompleted: false } open)
        {
            return (open, microphone!);
        }

        if (connection is { } former)
        {
            await former.DisposeAsync().ConfigureAwait(false);
        }

        var joined = await join(cancellation).ConfigureAwait(false);
        microphone = new Client.Microphone(joined, context.Time);
        connection = joined;
        return (joined, microphone);
    }

    private void Begin(Func<CancellationToken, Task> speak, RoomConnection voice, string done, Action<string> ended)
    {
        stop = new CancellationTokenSource();
        speaking = RunAsync(speak, voice, done, ended, stop);
    }

    private static async Task RunAsync(
        Func<CancellationToken, Task> speak,
        RoomConnection voice,
        string done,
        Action<string> ended,
        CancellationTokenSource stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var closing = CancelAtEndAsync(voice, over);
        try
        {
            await speak(over.Token).ConfigureAwait(false);
            ended(done);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The voice was stopped.
        }
        catch (OperationCanceledException)
        {
            var closed = await voice.Closed.ConfigureAwait(false);
            ended(closed.Code == ClosingCodes.Replaced
                ? "another of your devices speaks now"
                : $"your voice ended: {closed.Message}");
        }

        await over.CancelAsync().ConfigureAwait(false);
        await closing.ConfigureAwait(false);
    }

    private static async Task CancelAtEndAsync(RoomConnection voice, CancellationTokenSource over)
    {
        try
        {
            await voice.Closed.WaitAsync(over.Token).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The file has ended, or the voice was stopped.
        }
    }

    // The sound card's clock sets the pace. Off stage, the microphone discards the frames.
    private static async Task SendAsync(
        CaptureProgram capture, RoomConnection voice, Client.Microphone mouth, CancellationToken over)
    {
        using var encoder = new OpusEncoder();
        var samples = new short[AudioFormat.FrameSamples];
        var pcm = new float[AudioFormat.FrameSamples];
        var bytes = new byte[AudioFormat.FrameSamples * sizeof(short)];
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        var held = capture.First.Length;
        capture.First.CopyTo(bytes, 0);
        while (true)
        {
            try
            {
                await capture.Output.ReadExactlyAsync(bytes.AsMemory(held), over).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // The program has ended, for example because the microphone was unplugged.
                return;
            }

            held = 0;
            MemoryMarshal.Cast<byte, short>(bytes).CopyTo(samples);
            PcmConvert.ToFloat(samples, pcm);
            voice.EncoderAdvice.ApplyTo(encoder);
            var length = encoder.Encode(pcm, packet);

            // A packet of one or two bytes is DTX: there is nothing to send.
            mouth.Send(
                length <= 2 ? SpokenFrame.Silence : new SpokenFrame(packet.AsSpan(0, length).ToArray(), AudioLevel.Measure(pcm)));
        }
    }
}
