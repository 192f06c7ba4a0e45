namespace Grpc.Core;

/// <summary>Carries a server call's deadline and cancellation to the calls that its handler makes.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
