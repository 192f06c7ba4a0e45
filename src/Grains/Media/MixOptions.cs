using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Grains.Media;

/// <summary>
/// What mixes may cost. The defaults are those with libopus; the managed codec takes three times as long to encode and allocates
/// 120 KB a frame, so with it they are lower (<see cref="UseManagedCodec"/>).
/// </summary>
public sealed class MixOptions
{
    /// <summary>
    /// Speakers of a room who may have a mix without their own voice at the same time; each costs one more encode, less than 1 %
    /// of a core while somebody talks (ADR 11). Those beyond it hear the voices one by one.
    /// </summary>
    [Range(0, 64)]
    public int MixMinusMax { get; set; } = 8;

    /// <summary>
    /// Rooms mixed in a process at the same time. Listeners of a room beyond it hear the voices one by one. 64 a core: one output
    /// and one voice each are half of the core while all of them talk, and seldom do all talk.
    /// </summary>
    [Range(0, 100_000)]
    public int MixesMax { get; set; } = 64 * Environment.ProcessorCount;

    /// <summary>
    /// Sets what suits the managed codec: 2 mixes without a voice, and 8 rooms a core. An output costs 1.8 % of a core while
    /// somebody talks and a voice 0.4 %, so all rooms with one output and one voice each take a fifth of the core (ADR 21).
    /// </summary>
    public void UseManagedCodec()
    {
        MixMinusMax = 2;
        MixesMax = 8 * Environment.ProcessorCount;
    }
}
