using Microsoft.Win32.SafeHandles;

namespace Concentus.Native;

/// <summary>Owns one encoder's memory (43.6 KB for mono); a call in flight keeps it alive.</summary>
internal sealed class OpusEncoderHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public OpusEncoderHandle(nint encoder)
        : base(ownsHandle: true)
    {
        SetHandle(encoder);
    }

    protected override bool ReleaseHandle()
    {
        LibOpus.opus_encoder_destroy(handle);
        return true;
    }
}
