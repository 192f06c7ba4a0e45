using Grpc.Core;
using Grpc.StandIn;

namespace AudioRooms.Compat.Grpc.Wire;

public sealed class HeaderMetadataTests
{
    [Theory]
    [InlineData("qqs=", 1)]
    [InlineData("qqs", 1)]
    [InlineData("", 1)]
    [InlineData("qqs,/w", 2)]
    [InlineData("qqs=, /w==", 2)]
    public void Add_BinaryHeader_ReadsEachValueWithAndWithoutPadding(string value, int count)
    {
        var metadata = new Metadata();

        HeaderMetadata.Add(metadata, "x-bin", value);

        metadata.Count.ShouldBe(count);
    }

    [Fact]
    public void Add_JoinedBinaryHeader_KeepsOrderAndBytes()
    {
        var metadata = new Metadata();

        HeaderMetadata.Add(metadata, "x-bin", "qqs,/w==");

        metadata.Select(entry => Convert.ToHexString(entry.ValueBytes)).ShouldBe(["AAAB", "FF"]);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("****")]
    [InlineData("qqs=qqs=")]
    public void Add_WhatIsNotBase64_IsAFormatError(string value) =>
        Should.Throw<FormatException>(() => HeaderMetadata.Add([], "x-bin", value)).Message.ShouldContain("x-bin");

    [Fact]
    public void Add_TextHeader_IsNotSplit()
    {
        var metadata = new Metadata();

        HeaderMetadata.Add(metadata, "x", "a,b");

        metadata.Single().Value.ShouldBe("a,b");
    }

    [Theory]
    [InlineData("grpc-status", true)]
    [InlineData("Grpc-Timeout", true)]
    [InlineData("grpc-anything", true)]
    [InlineData("te", true)]
    [InlineData("Content-Type", true)]
    [InlineData(":path", true)]
    [InlineData("grpc-status-details-bin", false)]
    [InlineData("grpc-retry-pushback-ms", false)]
    [InlineData("authorization", false)]
    [InlineData("user-agent", false)]
    public void IsReserved_Name_IsWhatTheProtocolKeeps(string name, bool isReserved) => HeaderMetadata.IsReserved(name).ShouldBe(isReserved);
}
