using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Domain.Notifications;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Notifications;

public sealed class AskInRulesTests
{
    [Theory]
    [InlineData(true, Relation.Follows, null)]
    [InlineData(true, Relation.None, InboxRejection.NotFollower)]
    [InlineData(true, Relation.FollowedBy, InboxRejection.NotFollower)]
    [InlineData(true, Relation.Follows | Relation.Blocks, InboxRejection.PersonNotFound)]
    [InlineData(true, Relation.BlockedBy, InboxRejection.PersonNotFound)]
    [InlineData(false, Relation.Follows, InboxRejection.PersonNotFound)]
    public void CheckPerson_ByRelation_AsksFollowersOnly(bool exists, Relation relation, InboxRejection? expected) =>
        AskInRules.CheckPerson(exists, relation).ShouldBe(expected);

    [Theory]
    [InlineData(29, null)]
    [InlineData(30, InboxRejection.TooManyAsked)]
    public void CheckPace_WithinAnHour_Asks30People(int asked, InboxRejection? expected) =>
        AskInRules.CheckPace(asked, new InboxLimits()).ShouldBe(expected);

    [Theory]
    [InlineData(null, null)]
    [InlineData(RoomRejection.NotFound, InboxRejection.RoomNotFound)]
    [InlineData(RoomRejection.Ended, InboxRejection.RoomEnded)]
    [InlineData(RoomRejection.Locked, InboxRejection.RoomForbidden)]
    public void CheckRoom_RefusalOfTheAsker_IsSaidInTheWordsOfAnInbox(RoomRejection? ofAsker, InboxRejection? expected) =>
        AskInRules.CheckRoom(ofAsker).ShouldBe(expected);

    [Theory]
    [InlineData(null, AskInWay.Notify)]
    [InlineData(RoomRejection.NotFound, AskInWay.AskRoom)]
    [InlineData(RoomRejection.Locked, AskInWay.Refuse)]
    public void WayIn_RefusalOfTheAsked_DecidesWhoTellsThem(RoomRejection? ofAsked, AskInWay expected) =>
        AskInRules.WayIn(ofAsked).ShouldBe(expected);
}
