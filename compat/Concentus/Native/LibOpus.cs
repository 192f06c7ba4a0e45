using System.Runtime.InteropServices;

namespace Concentus.Native;

/// <summary>
/// The part of libopus' C API that is used here (opus.h).
/// </summary>
/// <remarks>
/// <c>opus_encoder_ctl</c> and <c>opus_decoder_ctl</c> are variadic in C, and the runtime cannot call variadic functions on
/// Linux. A declaration with three fixed arguments is right by both calling conventions that Debian has:
/// System V x86-64 passes a variadic integer or pointer in the same register as a named one (only the count of <em>vector</em>
/// registers in AL is extra, an upper bound that the callee uses to decide whether to spill registers which carry no argument
/// here); AAPCS64 on Linux makes no difference between the two. Apple's arm64 convention does (variadic arguments go to
/// the stack), therefore the library name is the Linux one and nothing else is tried. Setters take <c>opus_int32</c>;
/// it is passed as <see cref="nint"/> so that the whole register is defined.
/// </remarks>
internal static unsafe partial class LibOpus
{
    public const string Library = "libopus.so.0";

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint opus_encoder_create(int sampleRate, int channels, int application, out int error);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void opus_encoder_destroy(nint encoder);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int opus_encode(OpusEncoderHandle encoder, short* pcm, int frameSize, byte* data, int maxDataBytes);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int opus_encode_float(OpusEncoderHandle encoder, float* pcm, int frameSize, byte* data, int maxDataBytes);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int opus_encoder_ctl(OpusEncoderHandle encoder, int request, nint argument);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint opus_decoder_create(int sampleRate, int channels, out int error);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void opus_decoder_destroy(nint decoder);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int opus_decode(OpusDecoderHandle decoder, byte* data, int length, short* pcm, int frameSize, int decodeFec);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int opus_decode_float(OpusDecoderHandle decoder, byte* data, int length, float* pcm, int frameSize, int decodeFec);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int opus_decoder_ctl(OpusDecoderHandle decoder, int request, nint argument);

    /// <summary>The library's own text, for instance "libopus 1.3.1".</summary>
    public static string Version() => Marshal.PtrToStringUTF8(opus_get_version_string()) ?? string.Empty;

    /// <summary>The library's own words for an error code.</summary>
    public static string Describe(int error) => Marshal.PtrToStringUTF8(opus_strerror(error)) ?? string.Empty;

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint opus_get_version_string();

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint opus_strerror(int error);
}
