using AudioRooms.Gateway.Access;
using AudioRooms.Wire.V1;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AudioRooms.Server.Tests.Access;

/// <summary>
/// Attack row A12: on the whole server, every method × every role × own, other's and absent thing does what the access table
/// says. The methods come from the descriptors, so a new one has cells here without further work.
/// </summary>
public sealed class AccessMatrixTests(ServerHost host) : IClassFixture<ServerHost>
{
    private static readonly FileDescriptor[] Files = [.. typeof(AccountsReflection).Assembly.GetTypes()
        .Where(type => type.Namespace == "AudioRooms.Wire.V1" && type.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(type => (FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!)];

    private readonly World world = new(host);

    public static TheoryData<string> Methods => new(
        Files.SelectMany(file => file.Services).SelectMany(service => service.Methods).Select(NameOf)
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Method_EveryRoleAndEverybodysThings_DoesWhatTheTableSays(string name)
    {
        var method = Files.SelectMany(file => file.Services)
            .SelectMany(service => service.Methods)
            .Single(one => NameOf(one) == name);
        var rule = RpcAccess.Of(name).ShouldNotBeNull($"{name} has no row in the access table.");
        var wrong = new List<string>();
        var isAnswered = false;
        foreach (var role in Enum.GetValues<Role>())
        {
            foreach (var whose in Enum.GetValues<Whose>())
            {
                var caller = await world.CallerAsync(role);
                var request = await new RequestBuilder(world).BuildAsync(method, rule.Target, caller, whose);
                var (status, detail) = await AnyCall.StatusOfAsync(host.Channel, method, request, caller.Headers);
                isAnswered |= status == StatusCode.OK;
                if (OutcomeOf(status) is not { } outcome || outcome != Expected(name, rule, role, whose, caller))
                {
                    wrong.Add($"{role} about {whose}: {status} ({detail}), not {Expected(name, rule, role, whose, caller)}");
                }
            }
        }

        wrong.ShouldBeEmpty();
        isAnswered.ShouldBe(!Unanswered.Contains(name), "somebody must be answered, or the cells say little");
    }

    // No caller here has what these calls need: a proof of an OpenID provider, a picture, an occurrence that is about to begin.
    private static readonly HashSet<string> Unanswered =
    [
        "/audiorooms.v1.ExternalSignIn/Begin",
        "/audiorooms.v1.ExternalSignIn/SignIn",
        "/audiorooms.v1.ExternalSignIn/LinkIdentity",
        "/audiorooms.v1.ExternalSignIn/SetPassword",
        "/audiorooms.v1.ExternalSignIn/DeleteAccount",
        "/audiorooms.v1.Photos/SetPhoto",
        "/audiorooms.v1.Events/StartOccurrence",
        "/audiorooms.v1.Webhooks/RegisterWebhook",
        "/audiorooms.v1.Webhooks/RedeliverWebhook",

        // There is no applicant, member or followed person either; other tests cover these calls.
        "/audiorooms.v1.Clubs/ApproveApplication",
        "/audiorooms.v1.Clubs/RejectApplication",
        "/audiorooms.v1.Clubs/AppointInClub",
        "/audiorooms.v1.Clubs/HandOverClub",
        "/audiorooms.v1.Profiles/SetFollowLevel",
    ];

    private static Outcome Expected(string method, RpcRule rule, Role role, Whose whose, Caller caller)
    {
        var hasToken = role is Role.Member or Role.TrustAndSafety or Role.Operator;
        var hasPower = role is Role.Operator or Role.KeyHolder;
        Outcome? refused = rule.Access switch
        {
            Gateway.Access.RequiredAccess.Open => null,
            Gateway.Access.RequiredAccess.Person => hasToken ? null : Outcome.Unauthenticated,
            Gateway.Access.RequiredAccess.TrustAndSafety => hasPower || role == Role.TrustAndSafety ? null
                : hasToken ? Outcome.Denied
                : Outcome.Unauthenticated,
            Gateway.Access.RequiredAccess.Operator => hasPower ? null : Outcome.Denied,
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Access, "Not an access."),
        };
        var isOwn = whose == Whose.Own && caller.CanOwn;
        return refused
            ?? (method.StartsWith("/audiorooms.v1.ExternalSignIn/", StringComparison.Ordinal) && Unanswered.Contains(method)
                ? Outcome.Absent // no provider is configured
                : AboutThings(rule.Target, whose, isOwn));
    }

    private static Outcome AboutThings(Target target, Whose whose, bool isOwn) => target switch
    {
        Target.None or Target.Quiet => Outcome.Allowed,
        Target.Anybody => whose == Whose.Nobodys ? Outcome.Absent : Outcome.Allowed,
        Target.Below => whose == Whose.Nobodys ? Outcome.Absent : isOwn ? Outcome.Denied : Outcome.Allowed,
        Target.Owner => whose == Whose.Nobodys ? Outcome.Absent : isOwn ? Outcome.Allowed : Outcome.Denied,
        Target.Secret => isOwn ? Outcome.Allowed : Outcome.Absent,
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "Not a target."),
    };

    /// <summary>The outcome of a status; null for statuses that no caller should ever see.</summary>
    private static Outcome? OutcomeOf(StatusCode status) => status switch
    {
        StatusCode.Unauthenticated => Outcome.Unauthenticated,
        StatusCode.PermissionDenied => Outcome.Denied,
        StatusCode.NotFound => Outcome.Absent,
        StatusCode.OK or StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.AlreadyExists
            or StatusCode.ResourceExhausted => Outcome.Allowed,
        _ => null,
    };

    private static string NameOf(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";
}
