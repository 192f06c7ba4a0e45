namespace AudioRooms.Audio.Opus;

/// <summary>The two codecs that can do the work.</summary>
public enum OpusImplementation
{
    /// <summary>The reference library libopus of the machine.</summary>
    Native,

    /// <summary>
    /// The port to C# that comes with the product and needs nothing installed. Encoding takes about 3 times as long, decoding
    /// about 5 times, every frame allocates about 120 KB, and a lost packet is concealed even if the next packet carries a copy
    /// of it (ADR 21).
    /// </summary>
    Managed,
}
