namespace AudioRooms.Audio.Opus;

/// <summary>The two codecs.</summary>
public enum OpusImplementation
{
    /// <summary>The reference library libopus, installed on the machine.</summary>
    Native,

    /// <summary>
    /// The port to C#, which is part of the product and needs no installation. Encoding takes about 3 times as long, decoding
    /// about 5 times, every frame allocates about 120 KB, and a lost packet is concealed even if the next packet carries a copy
    /// of it (ADR 21).
    /// </summary>
    Managed,
}
