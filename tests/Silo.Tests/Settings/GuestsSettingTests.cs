using AudioRooms.Silo.Settings;
using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo.Tests.Settings;

public sealed class GuestsSettingTests
{
    [Theory]
    [InlineData(null, false, 100)]
    [InlineData(null, true, 0)]
    [InlineData("off", false, 0)]
    [InlineData("500", true, 500)]
    [InlineData("100000", true, 100_000)]
    public void Read_WhatIsAllowed_IsTheNumberOfGuests(string? value, bool isProduction, int guests) =>
        GuestsSetting.Read(value, isProduction).ShouldBe(guests);

    [Theory]
    [InlineData("on")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("100001")]
    [InlineData("1.5")]
    public void Read_AnythingElse_IsRefusedWithWhatIsExpected(string value) =>
        Should.Throw<StartupException>(() => GuestsSetting.Read(value, isProduction: true)).Message.ShouldContain("1 to 100000");
}
