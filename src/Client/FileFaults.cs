using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Client;

/// <summary>Describes what is wrong with a sound file, for the person who made it. Each text ends a sentence that begins with the
/// file's name.</summary>
internal static class FileFaults
{
    /// <summary>Why an Ogg Opus file cannot be read, or not to its end.</summary>
    public static string Describe(OggError error) => error switch
    {
        OggError.None => "is complete",
        OggError.NotOgg => "is not an Ogg file",
        OggError.UnsupportedVersion => "has a later version of Ogg than 0",
        OggError.TruncatedPage => "ends in the middle, for example after a broken download",
        OggError.BadChecksum => "is damaged: a checksum is wrong",
        OggError.MissingPage => "lacks a part",
        OggError.NotOpus => "does not contain Opus (perhaps Vorbis, FLAC or video)",
        OggError.BadHeader => "has a damaged header",
        OggError.BadTags => "has damaged comments",
        OggError.BadPacketBounds => "has a packet without a beginning or an end",
        OggError.BadPacket => "has packets that are not Opus",
        OggError.MissingEnd => "has no end mark, for example after a crash of the recorder",
        OggError.UnsupportedChannels => "has an unknown channel layout (perhaps ambisonics); 1 to 8 channels work",
    };

    /// <summary>Why a WAV file cannot be read.</summary>
    public static string Describe(WavError error, TimeSpan longest) => error switch
    {
        WavError.None => "is complete",
        WavError.NotWav => "is not a WAV file",
        WavError.NoFormat => "does not name the format of its sound",
        WavError.UnsupportedFormat => "is a compressed WAV file: save it as PCM or floating point",
        WavError.UnsupportedChannels => $"has no channel, or too many: 1 to {WavReader.MaxChannels} channels work",
        WavError.UnsupportedSampleRate =>
            $"has a sample rate outside {WavReader.MinSampleRateHz} to {WavReader.MaxSampleRateHz} Hz",
        WavError.NoData => "ends before its sound begins",
        WavError.TooLong =>
            $"lasts longer than {longest.TotalMinutes:0} minutes: convert it to an .opus file, which can have any length",
    };
}
