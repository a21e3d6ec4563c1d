import django.db.models.deletion
import django.db.models.manager
import duomo.core.briefs.brief
import duomo.core.delivery.states
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('seats', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='BriefVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('draft', 'draft'), ('sent', 'sent')], default='draft', max_length=5)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('goal', models.TextField(blank=True)),
                ('references', models.TextField(blank=True)),
                ('out_of_scope', models.TextField(blank=True)),
                ('deadline_at', models.DateTimeField(null=True)),
                ('budget_kind', models.CharField(blank=True, choices=[('hours', 'hours'), ('fixed', 'fixed')], max_length=5)),
                ('planned_minutes', models.PositiveIntegerField(null=True)),
                ('rate_minor', models.PositiveIntegerField(null=True)),
                ('fixed_minor', models.PositiveBigIntegerField(null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('condition', models.CharField(blank=True, choices=[('finished', 'finished'), ('draft', 'draft'), ('rough', 'rough')], max_length=8)),
                ('reserve_minutes', models.PositiveIntegerField(null=True)),
                ('feasibility_minutes', models.PositiveIntegerField(null=True)),
                ('owner_estimate_minutes', models.PositiveIntegerField(null=True)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seats.member')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seats.member')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seats.workspace')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'unscoped',
                'default_manager_name': 'unscoped',
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Deliverable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=12)),
                ('position', models.PositiveIntegerField()),
                ('text', models.CharField(max_length=500)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliverables', to='briefs.briefversion')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seats.workspace')),
            ],
            options={
                'ordering': ['position'],
                'abstract': False,
                'base_manager_name': 'unscoped',
                'default_manager_name': 'unscoped',
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=12)),
                ('position', models.PositiveIntegerField()),
                ('text', models.CharField(max_length=500)),
                ('must', models.BooleanField(default=True)),
                ('judged_by', models.CharField(choices=[('person', 'person'), ('check', 'check')], default=duomo.core.briefs.brief.JudgedBy['PERSON'], max_length=6)),
                ('check_line', models.CharField(blank=True, max_length=200)),
                ('early', models.BooleanField(default=False)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='briefs.briefversion')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seats.workspace')),
                ('deliverable', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='briefs.deliverable')),
            ],
            options={
                'ordering': ['position'],
                'abstract': False,
                'base_manager_name': 'unscoped',
                'default_manager_name': 'unscoped',
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('stage', models.CharField(choices=[('brief', 'brief'), ('trial', 'trial'), ('work', 'work'), ('review', 'review'), ('done', 'done')], default=duomo.core.delivery.states.JobStage['BRIEF'], max_length=8)),
                ('stage_note', models.CharField(blank=True, max_length=80)),
                ('owner_estimate_minutes', models.PositiveIntegerField(null=True)),
                ('created_at', models.DateTimeField()),
                ('moved_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seats.member')),
                ('function', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seats.function')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seats.workspace')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'unscoped',
                'default_manager_name': 'unscoped',
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='briefversion',
            name='job',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='briefs.job'),
        ),
        migrations.CreateModel(
            name='Overrule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=60)),
                ('target', models.CharField(blank=True, max_length=12)),
                ('words_hash', models.CharField(max_length=64)),
                ('reason', models.CharField(max_length=500)),
                ('overruled_at', models.DateTimeField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seats.member')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='briefs.briefversion')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seats.workspace')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'unscoped',
                'default_manager_name': 'unscoped',
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='one_deliverable_by_key'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='one_criterion_by_key'),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(fields=['workspace', 'stage', '-moved_at'], name='jobs_by_stage'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.UniqueConstraint(fields=('workspace', 'number'), name='one_job_by_number'),
        ),
        migrations.AddConstraint(
            model_name='briefversion',
            constraint=models.UniqueConstraint(fields=('job', 'number'), name='one_version_by_number'),
        ),
        migrations.AddConstraint(
            model_name='briefversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('job',), name='one_draft_by_job'),
        ),
        migrations.AddConstraint(
            model_name='overrule',
            constraint=models.UniqueConstraint(fields=('version', 'rule', 'target', 'words_hash'), name='one_overrule_by_finding'),
        ),
    ]
