using AudioRooms.Gateway.Auth;
using AudioRooms.Wire.V1;
using Google.Protobuf.Reflection;

namespace AudioRooms.Gateway.Tests.Auth;

public sealed class RpcAccessTests
{
    private static readonly FileDescriptor[] Files =
    [
        AccountsReflection.Descriptor,
        ExternalSignInReflection.Descriptor,
        InvitationsReflection.Descriptor,
        ProfilesReflection.Descriptor,
        DiscoveryReflection.Descriptor,
        RoomsReflection.Descriptor,
        ClubsReflection.Descriptor,
        EventsReflection.Descriptor,
        SessionReflection.Descriptor,
    ];

    [Fact]
    public void Methods_OfOurServices_AllHaveARowAndNoOthersDo()
    {
        var methods = Files.SelectMany(file => file.Services).SelectMany(service => service.Methods)
            .Select(method => $"/{method.Service.FullName}/{method.Name}");

        RpcAccess.Methods.Where(method => method.StartsWith("/audiorooms.", StringComparison.Ordinal))
            .ShouldBe(methods, ignoreOrder: true);
    }

    [Fact]
    public void Methods_OpenToEverybody_AreExactlyThese() =>
        RpcAccess.Methods.Where(method => RpcAccess.Of(method) == Access.Open).ShouldBe(
            [
                "/audiorooms.v1.Accounts/SignUp",
                "/audiorooms.v1.Accounts/SignIn",
                "/audiorooms.v1.Accounts/Refresh",
                "/audiorooms.v1.ExternalSignIn/ListIssuers",
                "/audiorooms.v1.ExternalSignIn/Begin",
                "/audiorooms.v1.ExternalSignIn/SignIn",
                "/audiorooms.v1.Invitations/JoinWaitingList",
                "/audiorooms.v1.Invitations/GetWaitingPlace",
                "/audiorooms.v1.Rooms/GetRoom",
                "/grpc.health.v1.Health/Check",
                "/grpc.health.v1.Health/List",
                "/grpc.health.v1.Health/Watch",
                "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
                "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
            ],
            ignoreOrder: true);

    [Fact]
    public void Of_AMethodWithoutARow_IsNothing() => RpcAccess.Of("/audiorooms.v1.Rooms/DropAll").ShouldBeNull();
}
