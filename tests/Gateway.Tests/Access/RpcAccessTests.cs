using AudioRooms.Gateway.Access;
using AudioRooms.Wire.V1;
using Google.Protobuf.Reflection;

namespace AudioRooms.Gateway.Tests.Access;

public sealed class RpcAccessTests
{
    private static readonly FileDescriptor[] Files =
    [
        AccountsReflection.Descriptor,
        ExternalSignInReflection.Descriptor,
        InvitationsReflection.Descriptor,
        ProfilesReflection.Descriptor,
        DiscoveryReflection.Descriptor,
        PhotosReflection.Descriptor,
        RoomsReflection.Descriptor,
        ClubsReflection.Descriptor,
        EventsReflection.Descriptor,
        NotificationsReflection.Descriptor,
        ModerationReflection.Descriptor,
        AdminReflection.Descriptor,
        WebhooksReflection.Descriptor,
        SessionReflection.Descriptor,
    ];

    [Fact]
    public void Methods_OfOurServices_AllHaveARowAndNoOthersDo()
    {
        var methods = Files.SelectMany(file => file.Services).SelectMany(service => service.Methods)
            .Select(NameOf);

        RpcAccess.Methods.Where(method => method.StartsWith("/audiorooms.", StringComparison.Ordinal))
            .ShouldBe(methods, ignoreOrder: true);
    }

    [Fact]
    public void Methods_OpenToEverybody_AreExactlyThese() =>
        RpcAccess.Methods.Where(method => RpcAccess.Of(method)!.Access == RequiredAccess.Open).ShouldBe(
            [
                "/audiorooms.v1.Accounts/SignUp",
                "/audiorooms.v1.Accounts/SignIn",
                "/audiorooms.v1.Accounts/Refresh",
                "/audiorooms.v1.Accounts/EnterAsGuest",
                "/audiorooms.v1.ExternalSignIn/ListIssuers",
                "/audiorooms.v1.ExternalSignIn/Begin",
                "/audiorooms.v1.ExternalSignIn/SignIn",
                "/audiorooms.v1.Invitations/JoinWaitingList",
                "/audiorooms.v1.Invitations/GetWaitingPlace",
                "/audiorooms.v1.Rooms/GetRoom",
                "/audiorooms.v1.Moderation/FileAppeal",
                "/grpc.health.v1.Health/Check",
                "/grpc.health.v1.Health/List",
                "/grpc.health.v1.Health/Watch",
                "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
                "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
            ],
            ignoreOrder: true);

    [Fact]
    public void Methods_ForGuests_AreExactlyThese() =>
        RpcAccess.Methods.Where(method => RpcAccess.Of(method)!.IsForGuests).ShouldBe(
            [
                "/audiorooms.v1.Accounts/WhoAmI",
                "/audiorooms.v1.Rooms/ListRooms",
                "/audiorooms.v1.Rooms/ListAudience",
                "/audiorooms.v1.Profiles/GetProfile",
                "/audiorooms.v1.Discovery/ListTopics",
                "/audiorooms.v1.Discovery/Hallway",
                "/audiorooms.v1.Discovery/WatchHallway",
                "/audiorooms.v1.RoomSession/Connect",
            ],
            ignoreOrder: true);

    [Fact]
    public void Repeat_OfEveryMethod_IsByKeyExactlyWhereTheRequestHasOne()
    {
        foreach (var method in Files.SelectMany(file => file.Services).SelectMany(service => service.Methods))
        {
            var hasKey = method.InputType.FindFieldByName("idempotency_key") is not null && !method.IsClientStreaming;

            (RpcAccess.Of(NameOf(method))!.Repeat == Repeat.Keyed).ShouldBe(hasKey, NameOf(method));
        }
    }

    // A method whose name says that it only reads must have the row of a reading method.
    [Fact]
    public void Repeat_OfReadingMethods_IsReading() =>
        Files.SelectMany(file => file.Services).SelectMany(service => service.Methods)
            .Where(method => method.Name.StartsWith("Get", StringComparison.Ordinal)
                || method.Name.StartsWith("List", StringComparison.Ordinal))
            .ShouldAllBe(method => RpcAccess.Of(NameOf(method))!.Repeat == Repeat.Reads);

    [Fact]
    public void Limits_OfEveryMethodOfOurServices_AreNamed() =>
        Files.SelectMany(file => file.Services).SelectMany(service => service.Methods).Select(NameOf)
            .Where(method => !RpcAccess.Of(method).ShouldNotBeNull(method).Limits.All.Any())
            .ShouldBeEmpty();

    [Fact]
    public void Of_AMethodWithoutARow_IsNothing() => RpcAccess.Of("/audiorooms.v1.Rooms/DropAll").ShouldBeNull();

    private static string NameOf(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";
}
