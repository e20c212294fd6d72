import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { Labels } from '../../../src/shared/metadata/table.ts';
import type { RuleStep } from '../../../src/shared/rules/business-rule.ts';
import { ruleActions } from './xaml-action.ts';
import { readDecision, readPreparation, type XamlScope } from './xaml-condition.ts';
import { activitiesOf, activityName, type XamlCoverage } from './xaml.ts';

/** Reads activities that follow one another into the steps of a rule. */
export function readSteps(
  activities: readonly XmlElement[],
  scope: XamlScope,
  coverage: XamlCoverage,
): RuleStep<Labels>[] {
  return activities.flatMap((element): RuleStep<Labels>[] => {
    if (readPreparation(element, scope, coverage)) return [];
    switch (activityName(element)) {
      case 'ConditionSequence': {
        const branches = readDecision(element, scope, coverage).map(({ label, when, then }) => ({
          label,
          ...(when === undefined ? {} : { when }),
          then: readSteps(then, scope, coverage),
        }));
        return branches.length === 0 ? [] : [{ kind: 'decide', branches }];
      }
      case 'Composite':
        coverage.use(element);
        return readSteps(activitiesOf(element), scope, coverage);
      case 'Sequence':
        coverage.use(element);
        return ruleActions(element, scope, coverage, (inner) => readSteps([inner], scope, coverage));
      default: {
        const what = activityName(element);
        coverage.miss(element, 'is not known in a rule');
        return [{ kind: 'unsupported', what }];
      }
    }
  });
}
