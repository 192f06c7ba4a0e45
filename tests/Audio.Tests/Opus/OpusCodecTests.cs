using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Tests.Opus;

public sealed class OpusCodecTests
{
    [Fact]
    public void Current_LibraryInstalled_IsNative()
    {
        OpusCodec.Current.Implementation.ShouldBe(OpusImplementation.Native);
        OpusCodec.Current.Version.ShouldStartWith("libopus ");
        OpusCodec.Current.RecoversByFec.ShouldBeTrue();
        OpusCodec.Current.ToString().ShouldBe($"native, {OpusCodec.Current.Version}");
        using var decoder = new OpusDecoder();
        using var encoder = new OpusEncoder();
        using var pool = new OpusDecoderPool();
        (decoder.Implementation, encoder.Implementation, pool.Implementation).ShouldBe(
            (OpusImplementation.Native, OpusImplementation.Native, OpusImplementation.Native));
    }

    [Fact]
    public void Find_Managed_SaysWhatIsDegraded()
    {
        var managed = OpusCodec.Find(OpusCodecChoice.Managed);

        managed.Implementation.ShouldBe(OpusImplementation.Managed);
        managed.RecoversByFec.ShouldBeFalse();
        managed.NativeFailure.ShouldBeNull();
        managed.ToString().ShouldStartWith("managed, Concentus ");
        managed.ToString().ShouldEndWith(
            ", as chosen: coding costs 3 to 5 times as much, and lost packets are concealed instead of rebuilt from FEC");
    }

    [Theory]
    [InlineData(null, true, OpusCodecChoice.Auto)]
    [InlineData("", true, OpusCodecChoice.Auto)]
    [InlineData("auto", true, OpusCodecChoice.Auto)]
    [InlineData("native", true, OpusCodecChoice.Native)]
    [InlineData("managed", true, OpusCodecChoice.Managed)]
    [InlineData("Native", false, OpusCodecChoice.Auto)]
    [InlineData("libopus", false, OpusCodecChoice.Auto)]
    public void TryParse_Text_IsOneOfThreeWords(string? text, bool isKnown, OpusCodecChoice expected)
    {
        OpusCodec.TryParse(text, out var choice).ShouldBe(isKnown);
        choice.ShouldBe(expected);
    }
}
