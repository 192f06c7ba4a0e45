using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Grains.Media;

/// <summary>What a room's mix may cost.</summary>
public sealed class MixOptions
{
    /// <summary>
    /// Speakers of a room who may have a mix without their own voice at the same time; each costs one more encode, less than 1 % of a core
    /// while somebody talks (ADR 11). Those beyond it hear the voices one by one.
    /// </summary>
    [Range(0, 64)]
    public int MixMinusMax { get; set; } = 8;
}
