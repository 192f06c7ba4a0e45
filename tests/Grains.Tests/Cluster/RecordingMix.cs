using System.Collections.Concurrent;
using System.Threading.Channels;
using AudioRooms.Audio;
using AudioRooms.Audio.Opus;
using AudioRooms.Contracts.Media;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>A consumer of a room's mixes that records the packets it receives.</summary>
internal sealed class RecordingMix : IMixListener
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<uint, Channel<StagePacket>> mixes = new();

    public Task OnMixAsync(uint without, StagePacket packet)
    {
        Of(without).Writer.TryWrite(packet);
        return Task.CompletedTask;
    }

    public Task<StagePacket> NextAsync(uint without = 0) => Of(without).Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>A packet that has arrived already; null if there is none.</summary>
    public StagePacket? Take(uint without = 0) => Of(without).Reader.TryRead(out var packet) ? packet : null;

    /// <summary>The decoded sound of the next packets of a mix.</summary>
    public async Task<float[]> HearAsync(int packets, uint without = 0)
    {
        using var decoder = new OpusDecoder();
        var pcm = new float[packets * AudioFormat.FrameSamples];
        for (var index = 0; index < packets; index++)
        {
            var packet = await NextAsync(without);
            decoder.TryDecode(packet.Opus, pcm.AsSpan(index * AudioFormat.FrameSamples, AudioFormat.FrameSamples), out _)
                .ShouldBeTrue();
        }

        return pcm;
    }

    private Channel<StagePacket> Of(uint without) => mixes.GetOrAdd(without, static _ => Channel.CreateUnbounded<StagePacket>());
}
