namespace AudioRooms.Audio.Opus;

/// <summary>The codec of a process.</summary>
/// <param name="Implementation">libopus, or the managed codec.</param>
/// <param name="Version">The codec's own version text, for example <c>libopus 1.3.1</c>.</param>
/// <param name="NativeFailure">Why libopus could not be used; null if it is used or was not asked for.</param>
public sealed record OpusCodecInfo(OpusImplementation Implementation, string Version, string? NativeFailure)
{
    /// <summary>
    /// True if a lost packet can be rebuilt from the copy in the next packet. The managed decoder conceals it instead.
    /// </summary>
    public bool RecoversByFec => Implementation == OpusImplementation.Native;

    /// <summary>One word for metrics: <c>native</c> or <c>managed</c>.</summary>
    public string Name => Implementation == OpusImplementation.Native ? "native" : "managed";

    /// <summary>One line for people: the codec, why libopus is not used, and what is worse without it.</summary>
    public override string ToString()
    {
        const string Degraded = "coding costs 3 to 5 times as much, and lost packets are concealed instead of rebuilt from FEC";
        return this switch
        {
            { Implementation: OpusImplementation.Native } => $"native, {Version}",
            { NativeFailure: { } failure } =>
                $"managed, {Version}, because libopus cannot be loaded ({failure}; the Debian package is libopus0): {Degraded}",
            _ => $"managed, {Version}, as chosen: {Degraded}",
        };
    }
}
