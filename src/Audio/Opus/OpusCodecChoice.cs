namespace AudioRooms.Audio.Opus;

/// <summary>The codec that a process should use.</summary>
public enum OpusCodecChoice
{
    /// <summary>libopus if it can be loaded, otherwise the managed codec.</summary>
    Auto,

    /// <summary>libopus; the process must not run without it.</summary>
    Native,

    /// <summary>The managed codec, even where libopus is installed.</summary>
    Managed,
}
