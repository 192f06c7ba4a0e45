namespace Orleans.Core.Internal;

/// <summary>An activation that knows which call chains may re-enter it.</summary>
public interface ICallChainReentrantGrainContext
{
    void OnEnterReentrantSection(Guid reentrancyId);

    void OnExitReentrantSection(Guid reentrancyId);
}
