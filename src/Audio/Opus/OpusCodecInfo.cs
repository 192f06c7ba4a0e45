namespace AudioRooms.Audio.Opus;

/// <summary>What a process codes sound with.</summary>
/// <param name="Implementation">Which of the two codecs.</param>
/// <param name="Version">The codec's own version text, such as <c>libopus 1.3.1</c>.</param>
/// <param name="NativeFailure">Why libopus is not used although it would have been; null if it is used or was not wanted.</param>
public sealed record OpusCodecInfo(OpusImplementation Implementation, string Version, string? NativeFailure)
{
    /// <summary>
    /// Whether a lost packet can be rebuilt from the copy in the packet after it. The managed decoder conceals it instead.
    /// </summary>
    public bool RecoversByFec => Implementation == OpusImplementation.Native;

    /// <summary>One word for metrics: <c>native</c> or <c>managed</c>.</summary>
    public string Name => Implementation == OpusImplementation.Native ? "native" : "managed";

    /// <summary>One line for people: which codec, why not libopus, and what is worse without it.</summary>
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
