using AudioRooms.Contracts.Clubs;
using AudioRooms.Domain.Clubs;
using static AudioRooms.Domain.Tests.Clubs.ClubScenario;

namespace AudioRooms.Domain.Tests.Clubs;

public sealed class ClubFoundingTests
{
    [Fact]
    public void Found_WithinTheBounds_HasItsFounderAsOwner()
    {
        var club = Club.Found("c1", Command(ClubKind.Show, name: " Night Owls "), Limits, Noon).After();

        club.Name.ShouldBe("Night Owls");
        club.Owner.ShouldBe(Owner.Id);
        club.RoleOf(Owner.Id).ShouldBe(ClubRole.Owner);
        club.MemberCount.ShouldBe(1);
        club.Version.ShouldBe(1);
    }

    [Theory]
    [InlineData("A")]
    [InlineData("Café de la Gare")]
    [InlineData("夜のクラブ")]
    [InlineData("Rock & Roll + C#")]
    [InlineData("1234567890123456789012345678901234567890")]
    public void Found_ProperName_IsAccepted(string name) =>
        Club.Found("c1", Command(ClubKind.Show, name: name), Limits, Noon).IsAccepted.ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("!?")]
    [InlineData("12345678901234567890123456789012345678901")]
    [InlineData("two\nlines")]
    [InlineData("night \U0001F989")]
    [InlineData("sun \u2600")]
    [InlineData("heart \u2764\uFE0F")]
    [InlineData("1\uFE0F\u20E3 club")]
    [InlineData("flag \U0001F1EB\U0001F1F7")]
    [InlineData("evil \u202E name")]
    [InlineData("\u3164\u3164.")] // invisible letters
    public void Found_NameWithEmojiOrHiddenOrTooLong_IsRejected(string name) =>
        Club.Found("c1", Command(ClubKind.Show, name: name), Limits, Noon).Rejection.ShouldBe(ClubRejection.NameInvalid);

    [Theory]
    [InlineData("Café", "cafe")]
    [InlineData("CAFE\u0301", "café")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("Łódź", "lodz")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("Night  Owls", "night owls")]
    [InlineData("Night\u00A0Owls", "night owls")]
    [InlineData("Ow\u200Bls", "owls")]
    [InlineData("ΑΘΉΝΑ", "αθηνα")]
    [InlineData("Cœur", "COEUR")]
    [InlineData("Чайка", "Чаи\u0306ка")]
    [InlineData("ガイド", "カ\u3099イト\u3099")]
    [InlineData("Ｏｗｌｓ", "owls")]
    [InlineData("ﬁnal", "FINAL")]
    public void KeyOf_NamesThatPeopleTakeForTheSame_AreTheSame(string one, string other) =>
        ClubName.KeyOf(one).ShouldBe(ClubName.KeyOf(other));

    [Theory]
    [InlineData("Owls", "Owl")]
    [InlineData("Night Owls", "NightOwls")]
    [InlineData("мир", "мий")]
    public void KeyOf_OtherNames_Differ(string one, string other) => ClubName.KeyOf(one).ShouldNotBe(ClubName.KeyOf(other));

    public static TheoryData<ClubSettings, ClubRejection> BadSettings => new()
    {
        { Settings with { Description = new string('x', 201) }, ClubRejection.DescriptionInvalid },
        { Settings with { Description = "two\nlines" }, ClubRejection.DescriptionInvalid },
        { Settings with { Rules = new string('x', 2_001) }, ClubRejection.RulesInvalid },
        { Settings with { Rules = "bell \a" }, ClubRejection.RulesInvalid },
        { Settings with { Question = new string('x', 201) }, ClubRejection.QuestionInvalid },
        { Settings with { Topics = ["a", "b", "c", "d"] }, ClubRejection.TopicsInvalid },
        { Settings with { Topics = [new string('x', 41)] }, ClubRejection.TopicsInvalid },
        { Settings with { Language = "english please" }, ClubRejection.LanguageInvalid },
    };

    [Theory]
    [MemberData(nameof(BadSettings))]
    public void FoundAndEdit_SettingsOutOfBounds_AreRejected(ClubSettings settings, ClubRejection rejection)
    {
        Club.Found("c1", Command(ClubKind.Show, settings), Limits, Noon).Rejection.ShouldBe(rejection);
        New(ClubKind.Show).Edit(Owner.Id, settings, Limits).Rejection.ShouldBe(rejection);
    }

    [Fact]
    public void Edit_OtherRules_IsANewEditionAndSameRulesAreNot()
    {
        var club = New(ClubKind.Show);

        var first = club.Edit(Owner.Id, Settings with { Rules = "Be kind.\r\nBe brief." }, Limits).After();
        var same = first.Edit(Owner.Id, first.Settings with { Description = "New" }, Limits).After();

        club.RulesEdition.ShouldBe(0);
        first.RulesEdition.ShouldBe(1);
        first.Settings.Rules.ShouldBe("Be kind.\nBe brief.");
        same.RulesEdition.ShouldBe(1);
    }

    [Fact]
    public void Close_ByTheOwner_EndsEverything()
    {
        var closed = Peopled(ClubKind.Community).Close(Owner.Id, Noon).After();

        closed.Join(Outsider, 0, Limits, Noon).Rejection.ShouldBe(ClubRejection.Closed);
        closed.Edit(Owner.Id, Settings, Limits).Rejection.ShouldBe(ClubRejection.Closed);
        closed.Close(Owner.Id, Noon).Rejection.ShouldBe(ClubRejection.Closed);
        closed.MayOpenRooms(Owner.Id).ShouldBeFalse();
        closed.ViewFor(Member.Id).Value.ShouldNotBeNull().ClosedAt.ShouldBe(Noon);
    }
}
