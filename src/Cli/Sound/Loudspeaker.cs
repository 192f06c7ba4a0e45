using System.Runtime.InteropServices;
using AudioRooms.Audio;
using AudioRooms.Audio.Pcm;
using AudioRooms.Client;
using AudioRooms.Client.Playout;

namespace AudioRooms.Cli.Sound;

/// <summary>Plays a room in real time: one loop puts packets into the jitter buffers, one gives the player 20 ms every 20 ms.</summary>
internal static class Loudspeaker
{
    /// <summary>Returns when told to stop, when the room is over, or when the player has ended.</summary>
    public static async Task PlayAsync(CliContext context, RoomConnection connection, Player player, CancellationToken stop)
    {
        using var playout = new RoomPlayout(time: context.Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var rendering = RenderAsync(context, connection, playout, player, over);
        var meter = new LevelMeter(context);
        try
        {
            await foreach (var packet in connection.Packets.ReadAllAsync(over.Token).ConfigureAwait(false))
            {
                playout.Insert(packet);
                meter.Show(packet);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The wished-for end, or the player's.
        }

        meter.End();
        await over.CancelAsync().ConfigureAwait(false);
        await rendering.ConfigureAwait(false);
    }

    private static async Task RenderAsync(
        CliContext context, RoomConnection connection, RoomPlayout playout, Player player, CancellationTokenSource over)
    {
        var pcm = new float[AudioFormat.FrameSamples];
        var samples = new short[AudioFormat.FrameSamples];
        long reported = 0;
        long lost = 0;
        using var clock = new PeriodicTimer(AudioFormat.FrameDuration, context.Time);
        var start = context.Time.GetTimestamp();
        var frames = 0L;
        try
        {
            while (await clock.WaitForNextTickAsync(over.Token).ConfigureAwait(false))
            {
                playout.Latency = connection.ServedLatency;

                // A tick that came late makes up for those it swallowed: the sound card's clock does not wait.
                for (; frames * AudioFormat.FrameDuration <= context.Time.GetElapsedTime(start); frames++)
                {
                    playout.Read(pcm);
                    PcmConvert.ToInt16(pcm, samples);
                    await player.Input.WriteAsync(MemoryMarshal.AsBytes(samples.AsSpan()).ToArray(), over.Token).ConfigureAwait(false);
                }

                await player.Input.FlushAsync(over.Token).ConfigureAwait(false);
                connection.ReportConcealed((int)(playout.Concealed - reported), (int)(playout.Lost - lost));
                (reported, lost) = (playout.Concealed, playout.Lost);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
        catch (IOException)
        {
            // The player has ended: nobody listens any more.
            await over.CancelAsync().ConfigureAwait(false);
        }
    }
}
