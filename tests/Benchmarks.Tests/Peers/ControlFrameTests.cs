using AudioRooms.Benchmarks.Peers.Mumble;

namespace AudioRooms.Benchmarks.Tests.Peers;

public sealed class ControlFrameTests
{
    [Fact]
    public void WriteHeader_TypeAndLength_AreBigEndianAndReadBack()
    {
        var header = new byte[ControlFrame.HeaderBytes];

        ControlFrame.WriteHeader(header, ControlType.CryptSetup, 0x010203);

        Convert.ToHexString(header).ShouldBe("000F00010203");
        ControlFrame.ReadHeader(header).ShouldBe((ControlType.CryptSetup, 0x010203));
    }

    [Theory]
    [InlineData("000000800000")]
    [InlineData("0000FFFFFFFF")]
    public void ReadHeader_LongerThanAnyMessage_Throws(string header) =>
        Should.Throw<InvalidDataException>(() => ControlFrame.ReadHeader(Convert.FromHexString(header)));
}
