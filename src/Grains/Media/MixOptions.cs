using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Grains.Media;

/// <summary>Bounds of the cost of mixes. The defaults suit libopus. The managed codec takes three times as long to encode and
/// allocates 120 KB a frame, so its bounds are lower (<see cref="UseManagedCodec"/>).</summary>
public sealed class MixOptions
{
    /// <summary>How many speakers of a room may have a mix-minus at the same time. Each costs one more encoder, less than 1 % of
    /// a core while anybody talks (ADR 11). Further speakers receive the voices one by one.</summary>
    [Range(0, 64)]
    public int MixMinusMax { get; set; } = 8;

    /// <summary>How many rooms a process mixes at the same time. Listeners of further rooms receive the voices one by one. The
    /// default is 64 per core: with one output and one voice each they take half of the core while all of them talk, which is
    /// rare.</summary>
    [Range(0, 100_000)]
    public int MixesMax { get; set; } = 64 * Environment.ProcessorCount;

    /// <summary>Sets the bounds for the managed codec: 2 mix-minus per room, and 8 rooms per core. An output costs 1.8 % of a
    /// core while anybody talks and a voice 0.4 %, so the rooms with one output and one voice each take a fifth of the core (ADR
    /// 21).</summary>
    public void UseManagedCodec()
    {
        MixMinusMax = 2;
        MixesMax = 8 * Environment.ProcessorCount;
    }
}
