using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Silo.Demo;

/// <summary>A recorded voice: live Opus packets, each with the audio level of its decoded sound.</summary>
internal sealed class DemoRecording
{
    private DemoRecording(IReadOnlyList<(byte[] Opus, byte Level)> packets) => Packets = packets;

    /// <summary>Packets of 20 ms, in order.</summary>
    public IReadOnlyList<(byte[] Opus, byte Level)> Packets { get; }

    /// <exception cref="InvalidDataException">The file is no Ogg Opus file of 20 ms packets.</exception>
    public static DemoRecording Load(string path)
    {
        using var file = File.OpenRead(path);
        if (!OggOpusReader.TryOpen(file, out var reader, out var error) || reader is null)
        {
            throw new InvalidDataException($"{path} is not an Ogg Opus file: {error}.");
        }

        using (reader)
        {
            using var decoder = new OpusDecoder();
            var packets = new List<(byte[] Opus, byte Level)>();
            var pcm = new float[AudioFormat.FrameSamples];
            while (reader.TryReadPacket(out var packet))
            {
                if (!decoder.TryDecode(packet, pcm, out var samples) || samples != pcm.Length)
                {
                    throw new InvalidDataException($"{path} has a packet that is not exactly one 20 ms frame.");
                }

                packets.Add((packet.ToArray(), AudioLevel.Measure(pcm)));
            }

            if (reader.Link > 0
                || reader.Header.OutputGainQ8 != 0
                || reader.Error != OggError.None
                || reader.Damage != OggError.None)
            {
                throw new InvalidDataException($"{path} is not one complete Ogg Opus file without a gain.");
            }

            return packets.Count > 0 ? new DemoRecording(packets) : throw new InvalidDataException($"{path} contains no sound.");
        }
    }
}
