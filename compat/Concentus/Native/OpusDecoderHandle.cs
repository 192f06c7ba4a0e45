using Microsoft.Win32.SafeHandles;

namespace Concentus.Native;

/// <summary>Owns one decoder's memory (18.2 KB for mono); a call in flight keeps it alive.</summary>
internal sealed class OpusDecoderHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public OpusDecoderHandle(nint decoder)
        : base(ownsHandle: true)
    {
        SetHandle(decoder);
    }

    protected override bool ReleaseHandle()
    {
        LibOpus.opus_decoder_destroy(handle);
        return true;
    }
}
